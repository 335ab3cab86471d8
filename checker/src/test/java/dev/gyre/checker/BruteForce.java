package dev.gyre.checker;

import dev.gyre.checker.history.History;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import dev.gyre.checker.model.Model;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tries every order. Obviously correct and hopeless beyond a dozen operations; knows nothing of the
 * checker but its histories and models.
 */
public final class BruteForce {
  private record Node(long done, Object state) {}

  private BruteForce() {}

  /** Whether one object's history has a linearization. */
  public static <S> boolean linearizable(History history, Model<S> model) {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      if (history.outcome(i) != Outcome.FAILED) {
        operations.add(history.operation(i));
      }
    }
    return search(operations, model, model.initial(), 0, new HashSet<>());
  }

  private static <S> boolean search(
      List<Operation> operations, Model<S> model, S state, long done, Set<Node> seen) {
    if (!seen.add(new Node(done, state))) {
      return false;
    }
    boolean complete = true;
    for (int i = 0; i < operations.size(); i++) {
      boolean required = operations.get(i).outcome() != Outcome.UNKNOWN;
      complete &= !required || (done & 1L << i) != 0;
    }
    if (complete) {
      return true;
    }
    for (int i = 0; i < operations.size(); i++) {
      if ((done & 1L << i) == 0 && mayComeNext(operations, i, done)) {
        S next = model.step(state, operations.get(i));
        if (next != null && search(operations, model, next, done | 1L << i, seen)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether nothing that is left must come before. */
  private static boolean mayComeNext(List<Operation> operations, int candidate, long done) {
    History history = operations.get(candidate).history();
    long invoked = history.invoked(operations.get(candidate).index());
    for (int i = 0; i < operations.size(); i++) {
      if ((done & 1L << i) == 0 && history.completed(operations.get(i).index()) < invoked) {
        return false;
      }
    }
    return true;
  }
}
