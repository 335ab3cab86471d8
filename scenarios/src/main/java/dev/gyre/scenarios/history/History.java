package dev.gyre.scenarios.history;

import java.util.ArrayList;
import java.util.List;

/** The operations of a run, in order of invocation. Grows while the run goes on. */
public final class History {
  private final List<Operation> operations = new ArrayList<>();

  /** Records an invocation that no workload drew, and returns its index. */
  public int invoked(int client, String key, Operation.Action action, long nanos) {
    return invoked(client, Operation.UNDRAWN, key, action, nanos);
  }

  /** Records an invocation made from the client's draw of this number, and returns its index. */
  public int invoked(int client, int number, String key, Operation.Action action, long nanos) {
    int index = operations.size();
    operations.add(
        new Operation(
            index, client, number, key, action, nanos, Long.MAX_VALUE, Operation.Result.PENDING));
    return index;
  }

  public void completed(int index, long nanos, Operation.Result result) {
    Operation operation = operations.get(index);
    if (!(operation.result() instanceof Operation.Result.Pending)) {
      throw new IllegalStateException("answered twice: " + operation + ", then " + result);
    }
    operations.set(index, operation.completed(nanos, result));
  }

  public List<Operation> operations() {
    return operations;
  }

  public Operation get(int index) {
    return operations.get(index);
  }

  public int size() {
    return operations.size();
  }
}
