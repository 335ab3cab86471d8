package dev.gyre.scenarios.oracle;

import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.history.Operation;
import dev.gyre.scenarios.history.Operation.Action;
import dev.gyre.scenarios.history.Operation.Result;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the eventual lane promises, judged from what clients saw:
 *
 * <ul>
 *   <li><b>answered</b>: every operation ended by its deadline;
 *   <li><b>no-thin-air</b>: a read sees only values that somebody had begun to write to that key,
 *       and none whose write was said to be certainly not applied;
 *   <li><b>no-lost-write</b>: a quorum read that began after a quorum write was acknowledged sees
 *       that write, or something that may have superseded it;
 *   <li><b>causal-siblings</b>: two values are siblings only if neither writer had seen the
 *       other's.
 * </ul>
 *
 * <p>Sound, not complete: where the history cannot tell what a coordinator knew (blind writes,
 * tombstones), it decides for the store. Workloads therefore keep keys that are only written with
 * contexts.
 */
public final class EventualOracle {
  private final long deadlineNanos;

  /** {@code deadlineNanos}: the longest an operation may take, slack included. */
  public EventualOracle(long deadlineNanos) {
    this.deadlineNanos = deadlineNanos;
  }

  public List<Violation> judge(History history) {
    List<Violation> violations = new ArrayList<>();
    for (Operation operation : history.operations()) {
      if (operation.completedNanos() - operation.invokedNanos() > deadlineNanos) {
        violations.add(new Violation("answered", "not answered by its deadline: " + operation));
      }
    }
    KeyHistory.split(history).forEach((name, key) -> judge(key, violations));
    return violations;
  }

  private static void judge(KeyHistory key, List<Violation> violations) {
    for (Operation read : key.reads()) {
      if (read.result() instanceof Result.Seen seen) {
        add(violations, thinAir(key, read, seen));
        add(violations, causality(key, read, seen));
        add(violations, lostWrite(key, read, seen));
      }
    }
  }

  private static void add(List<Violation> violations, @Nullable Violation violation) {
    if (violation != null) {
      violations.add(violation);
    }
  }

  private static @Nullable Violation thinAir(KeyHistory key, Operation read, Result.Seen seen) {
    for (String value : seen.values()) {
      Operation write = key.writeOf(value);
      if (write == null) {
        return new Violation("no-thin-air", "nobody wrote " + value + ", seen by " + read);
      }
      if (!write.mayHaveTakenEffectBy(read.completedNanos())) {
        return new Violation("no-thin-air", read + " saw what cannot be there: " + write);
      }
    }
    return null;
  }

  private static @Nullable Violation causality(KeyHistory key, Operation read, Result.Seen seen) {
    if (seen.values().size() < 2) {
      return null;
    }
    BitSet visible = key.visible(seen);
    BitSet buried = key.causalPast(visible);
    buried.and(visible);
    if (buried.isEmpty()) {
      return null;
    }
    return new Violation(
        "causal-siblings",
        read
            + " saw beside a later write what its writer had seen: "
            + key.writes().get(buried.nextSetBit(0)));
  }

  private static @Nullable Violation lostWrite(KeyHistory key, Operation read, Result.Seen seen) {
    if (!(read.action() instanceof Action.Get get && get.quorum())) {
      return null;
    }
    BitSet covered = key.possiblyCovered(seen, read.completedNanos());
    for (int i = 0; i < key.writes().size(); i++) {
      Operation write = key.writes().get(i);
      if (write.isAcknowledgedQuorumPut()
          && write.completedNanos() < read.invokedNanos()
          && !covered.get(i)) {
        return new Violation("no-lost-write", read + " misses " + write);
      }
    }
    return null;
  }
}
