package dev.gyre.checker.eventual;

import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import dev.gyre.checker.linear.Budget;
import dev.gyre.checker.linear.LinearizabilityChecker;
import dev.gyre.checker.linear.Options;
import dev.gyre.checker.linear.Verdict;
import dev.gyre.checker.model.Model;
import dev.gyre.checker.model.RegisterModel;
import io.vavr.collection.Vector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How stale the reads of a register are: the smallest k for which the history is k-atomic (Aiyer,
 * Alvisi and Bazzi, DISC 2005), that is, there is one order of all operations, respecting real
 * time, in which every read returns one of the k values written last. 1-atomic is linearizable.
 *
 * @param atLeast no smaller k will do
 * @param atMost this k will do; 0 when none up to the bound was proven
 * @param says in words, and whether it is exact
 */
public record Staleness(int atLeast, int atMost, String says) {
  /** Larger k than this are not tried. */
  public static final int MAXIMUM_K = 8;

  /** Whether k is known. */
  public boolean exact() {
    return atLeast == atMost;
  }

  /**
   * Measures a history of reads and writes, each key alone; compare-and-sets must not be in it.
   *
   * @param initial the value before any write
   * @param time for each k
   */
  public static Staleness of(History history, Object initial, Duration time) {
    for (int i = 0; i < history.size(); i++) {
      if (history.function(i) > Functions.WRITE) {
        throw new IllegalArgumentException(
            "staleness is of registers that are read and written; there is a "
                + history.operation(i).function());
      }
    }
    int atLeast = 1;
    boolean certain = true;
    for (int k = 1; k <= MAXIMUM_K; k++) {
      Model<?> model = k == 1 ? new RegisterModel(initial, false) : new Lagging(initial, k);
      Verdict verdict =
          LinearizabilityChecker.check(history, model, Budget.of(time), new Options(false, 1));
      if (verdict instanceof Verdict.Valid) {
        return found(atLeast, k);
      }
      certain &= verdict instanceof Verdict.Invalid;
      if (certain) {
        atLeast = k + 1;
      }
    }
    return new Staleness(
        atLeast,
        0,
        "at least " + atLeast + "-atomic; no larger k up to " + MAXIMUM_K + " was proven");
  }

  private static Staleness found(int atLeast, int k) {
    if (k == 1) {
      return new Staleness(1, 1, "1-atomic, which is linearizable");
    }
    return new Staleness(
        atLeast,
        k,
        atLeast == k
            ? "exactly " + k + "-atomic"
            : "between " + atLeast + "-atomic and " + k + "-atomic; time ran out in between");
  }

  /** A register whose reads may return any of the last k values. */
  private record Lagging(Object start, int k) implements Model<Vector<Object>> {
    @Override
    public String name() {
      return k + "-atomic register";
    }

    @Override
    public Vector<Object> initial() {
      return Vector.of(start);
    }

    @Override
    public @Nullable Vector<Object> step(Vector<Object> last, Operation operation) {
      Object input = operation.input();
      if (operation.functionNumber() == Functions.WRITE && input != null) {
        Vector<Object> longer = last.append(input);
        return longer.size() > k ? longer.tail() : longer;
      }
      boolean silent = operation.outcome() == Outcome.UNKNOWN;
      return silent || last.contains(operation.output()) ? last : null;
    }

    @Override
    public boolean readOnly(Operation operation) {
      return operation.functionNumber() == Functions.READ;
    }
  }
}
