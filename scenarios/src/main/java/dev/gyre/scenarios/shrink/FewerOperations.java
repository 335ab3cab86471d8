package dev.gyre.scenarios.shrink;

import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Workload;
import dev.gyre.scenarios.dsl.Workload.OperationId;
import dev.gyre.scenarios.history.Operation;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Takes operations away: all on a key, all of a client, then by delta debugging. The draws of those
 * that stay do not change.
 */
final class FewerOperations implements Pass {
  @Override
  public void run(Trials trials) {
    if (trials.scenario().workload().clients() == 0) {
      return;
    }
    groups(trials, Operation::key);
    groups(trials, operation -> String.valueOf(operation.client()));
    Subsets.minimal(
        operations(trials).map(FewerOperations::id),
        left -> keeps(trials, trials.scenario(), left));
    dropIdleClients(trials);
  }

  private static Vector<Operation> operations(Trials trials) {
    return Vector.ofAll(trials.smallest().history().operations())
        .filter(operation -> operation.number() != Operation.UNDRAWN);
  }

  private static OperationId id(Operation operation) {
    return new OperationId(operation.client(), operation.number());
  }

  private static void groups(Trials trials, Function<Operation, String> of) {
    TreeMap<String, List<Operation>> groups = new TreeMap<>();
    for (Operation operation : operations(trials)) {
      groups.computeIfAbsent(of.apply(operation), unused -> new ArrayList<>()).add(operation);
    }
    Subsets.minimal(
        Vector.ofAll(groups.values()),
        left ->
            keeps(trials, trials.scenario(), left.flatMap(Vector::ofAll).map(FewerOperations::id)));
  }

  private static boolean keeps(Trials trials, Scenario scenario, Vector<OperationId> operations) {
    Workload workload = scenario.workload();
    return trials.keeps(
        scenario.with(
            operations.isEmpty() ? workload.clients(0) : workload.only(ordered(operations))));
  }

  private static Vector<OperationId> ordered(Vector<OperationId> operations) {
    return operations.sortBy(id -> ((long) id.client() << Integer.SIZE) | id.number());
  }

  /** Clients keep their numbers, so only the last ones can go. */
  private static void dropIdleClients(Trials trials) {
    Workload workload = trials.scenario().workload();
    if (!workload.only().isEmpty()) {
      int used = workload.only().map(OperationId::client).max().get() + 1;
      trials.keeps(trials.scenario().with(workload.clients(used)));
    }
  }
}
