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
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How stale the reads of a register are: the smallest k for which the history is k-atomic (Aiyer,
 * Alvisi and Bazzi, DISC 2005), that is, there is one order of all operations, respecting real
 * time, in which every read returns one of the k values written last. 1-atomic is linearizable.
 *
 * <p>Where no value that was read was written twice, 1 and 2 are decided exactly in O(n log n) or
 * little more ({@link TwoAtomicity}), and larger k are bounded from both sides ({@link
 * StalenessBounds}). What is left open between the bounds, and values written twice, are left to
 * the general search while there is time, for k up to {@link #MAXIMUM_SEARCHED}.
 *
 * @param atLeast no smaller k will do
 * @param atMost this k will do; 0 when none was proven
 * @param says in words, and whether it is exact
 * @param shown the operation that shows best that no smaller k will do, by its number; empty when
 *     there is no single one
 */
public record Staleness(int atLeast, int atMost, String says, Vector<Integer> shown) {
  /** Larger k than this are not searched for. */
  public static final int MAXIMUM_SEARCHED = 8;

  /** What no k can be: a read of what was not written, or not yet. */
  private static final int NEVER = Integer.MAX_VALUE;

  /** Whether k is known. */
  public boolean exact() {
    return atLeast == atMost;
  }

  /** Whether no k will do. */
  public boolean impossible() {
    return atLeast == NEVER;
  }

  /**
   * Measures a history of reads and writes, each key alone; compare-and-sets must not be in it.
   *
   * @param initial the value before any write
   * @param time for everything
   */
  public static Staleness of(History history, Object initial, Duration time) {
    TreeMap<Integer, List<Integer>> byKey = new TreeMap<>();
    for (int i = 0; i < history.size(); i++) {
      if (history.function(i) > Functions.WRITE) {
        throw new IllegalArgumentException(
            "staleness is of registers that are read and written; there is a "
                + history.operation(i).function());
      }
      byKey.computeIfAbsent(history.key(i), key -> new ArrayList<>()).add(i);
    }
    long deadlineNanos = System.nanoTime() + time.toNanos() / 2;
    Measured measured = new Measured(history, initial);
    for (List<Integer> operations : byKey.values()) {
      String impossible = measured.key(operations, deadlineNanos);
      if (!impossible.isEmpty()) {
        return new Staleness(NEVER, 0, impossible + ": stale by no k", Vector.of(measured.stalest));
      }
    }
    return measured.search(time.dividedBy(2));
  }

  /** The worst of all keys so far. */
  private static final class Measured {
    private final History history;
    private final Object initial;
    private int atLeast = 1;

    /** 0 when some key has no bound. */
    private int atMost = 1;

    private int stalest = -1;

    Measured(History history, Object initial) {
      this.history = history;
      this.initial = initial;
    }

    /** Takes a key into account; why no k will do, or empty. */
    String key(List<Integer> operations, long deadlineNanos) {
      Versions versions = new Versions(history, operations, initial);
      if (!versions.impossible.isEmpty()) {
        stalest = versions.impossibleRead;
        return versions.impossible;
      }
      if (versions.ambiguous) {
        atMost = 0;
        return "";
      }
      StalenessBounds bounds = new StalenessBounds(versions);
      int lowest = bounds.atLeast;
      int highest = bounds.atMost;
      if (lowest <= 2 && highest > 2) {
        TwoAtomicity.Answer two = TwoAtomicity.of(versions, deadlineNanos);
        lowest = two == TwoAtomicity.Answer.NO ? 3 : lowest;
        highest = two == TwoAtomicity.Answer.YES ? 2 : highest;
      }
      if (lowest > atLeast) {
        atLeast = lowest;
        stalest = bounds.stalest;
      }
      atMost = atMost == 0 ? 0 : Math.max(atMost, highest);
      return "";
    }

    /** Closes the gap between the bounds, as far as time and {@link #MAXIMUM_SEARCHED} allow. */
    Staleness search(Duration time) {
      int proven = atMost;
      boolean certain = true;
      for (int k = atLeast; k <= MAXIMUM_SEARCHED && (proven == 0 || k < proven); k++) {
        Model<?> model = k == 1 ? new RegisterModel(initial, false) : new Lagging(initial, k);
        Budget budget = Budget.of(time.dividedBy(k == 1 ? 2 : MAXIMUM_SEARCHED));
        Verdict verdict =
            LinearizabilityChecker.check(history, model, budget, new Options(false, 1));
        if (verdict instanceof Verdict.Valid) {
          proven = k;
        }
        certain &= verdict instanceof Verdict.Invalid;
        atLeast = certain ? k + 1 : atLeast;
      }
      Vector<Integer> shown = stalest < 0 ? Vector.empty() : Vector.of(stalest);
      return new Staleness(atLeast, proven, words(proven), shown);
    }

    private String words(int proven) {
      String example =
          stalest < 0
              ? ""
              : "; process "
                  + history.process(stalest)
                  + " did "
                  + history.operation(stalest)
                  + " after newer writes had ended";
      if (proven == 1) {
        return "1-atomic, which is linearizable";
      }
      if (proven == atLeast) {
        return "exactly " + proven + "-atomic" + example;
      }
      if (proven == 0) {
        return "at least " + atLeast + "-atomic; no larger k was proven" + example;
      }
      return "between " + atLeast + "-atomic and " + proven + "-atomic" + example;
    }
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
