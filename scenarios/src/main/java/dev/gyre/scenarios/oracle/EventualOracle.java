package dev.gyre.scenarios.oracle;

import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.history.Operation;
import dev.gyre.scenarios.history.Operation.Action;
import dev.gyre.scenarios.history.Operation.Result;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the eventual lane promises, judged from what clients saw:
 *
 * <ul>
 *   <li><b>answered</b>: every operation ended by its deadline;
 *   <li><b>no-thin-air</b>: a read sees only values that somebody had begun to write to that key,
 *       and none whose write was said to be certainly not applied;
 *   <li><b>no-acknowledged-write-lost</b>: a quorum read that began after a quorum write was
 *       acknowledged sees that write, or something that may have superseded it;
 *   <li><b>causal-siblings</b>: two values are siblings only if neither writer had seen the
 *       other's;
 *   <li><b>no-resurrection</b>: a quorum read that began after a quorum write was acknowledged does
 *       not see what that write had certainly superseded, as long as cells remember it;
 *   <li><b>read-your-writes</b>: no-acknowledged-write-lost, of the reader's own writes;
 *   <li><b>monotonic-reads</b>: a quorum read that began after another had ended sees what that
 *       saw, or something that may have superseded it, whoever reads.
 * </ul>
 *
 * <p>Sound, not complete: where the history cannot tell what a coordinator knew (blind writes,
 * tombstones), it decides for the store. Workloads therefore keep keys that are only written with
 * contexts.
 */
public final class EventualOracle {
  /**
   * A cell remembers so many recent writes for certain ({@code cell.WriteWindow}). A retried write
   * that was overwritten, and followed by more than these, may come back as a sibling (ADR 6).
   */
  private static final int ALWAYS_REMEMBERED = 8;

  private final long deadlineNanos;
  private final int verifier;

  /** {@code deadlineNanos}: the longest an operation may take, slack included. */
  public EventualOracle(long deadlineNanos) {
    this(deadlineNanos, -1);
  }

  /**
   * @param verifier the client whose reads at ALL must show every acknowledged write, whatever its
   *     level; below 0 for none
   */
  public EventualOracle(long deadlineNanos, int verifier) {
    this.deadlineNanos = deadlineNanos;
    this.verifier = verifier;
  }

  public List<Violation> judge(History history) {
    List<Violation> violations = new ArrayList<>();
    for (Operation operation : history.operations()) {
      if (operation.completedNanos() - operation.invokedNanos() > deadlineNanos) {
        violations.add(
            new Violation(Promise.ANSWERED, "not answered by its deadline: " + operation));
      }
    }
    KeyHistory.split(history).forEach((name, key) -> judge(key, violations));
    return violations;
  }

  private void judge(KeyHistory key, List<Violation> violations) {
    for (Operation read : key.reads()) {
      if (read.result() instanceof Result.Seen seen) {
        add(violations, thinAir(key, read, seen));
        add(violations, causality(key, read, seen));
        add(violations, lostWrite(key, read, seen));
      }
    }
    resurrections(key, violations);
    stepsBack(key, violations);
  }

  /** Of the writes that a read has shown, those that were acknowledged are wanted anyway. */
  private static void stepsBack(KeyHistory key, List<Violation> violations) {
    List<Operation> ended = new ArrayList<>(key.reads());
    ended.removeIf(read -> !isQuorumRead(read));
    ended.sort(Comparator.comparingLong(Operation::completedNanos));
    BitSet shown = new BitSet(key.writes().size());
    int next = 0;
    for (Operation read : key.reads()) {
      if (!isQuorumRead(read)) {
        continue;
      }
      while (next < ended.size() && ended.get(next).completedNanos() < read.invokedNanos()) {
        shown.or(key.visible((Result.Seen) ended.get(next++).result()));
      }
      BitSet wanted = (BitSet) shown.clone();
      shown.stream()
          .filter(number -> key.writes().get(number).isAcknowledgedQuorumPutBy(read))
          .forEach(wanted::clear);
      BitSet missing = key.missing(wanted, (Result.Seen) read.result(), read.completedNanos());
      if (!missing.isEmpty()) {
        Operation write = key.writes().get(missing.nextSetBit(0));
        violations.add(
            new Violation(
                Promise.MONOTONIC_READS,
                read + " misses what an earlier read had shown: " + write));
      }
    }
  }

  private static boolean isQuorumRead(Operation read) {
    return read.action() instanceof Action.Get get
        && get.quorum()
        && read.result() instanceof Result.Seen;
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
        return new Violation(Promise.NO_THIN_AIR, "nobody wrote " + value + ", seen by " + read);
      }
      if (!write.mayHaveTakenEffectBy(read.completedNanos())) {
        return new Violation(Promise.NO_THIN_AIR, read + " saw what cannot be there: " + write);
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
        Promise.CAUSAL_SIBLINGS,
        read
            + " saw beside a later write what its writer had seen: "
            + key.writes().get(buried.nextSetBit(0)));
  }

  private @Nullable Violation lostWrite(KeyHistory key, Operation read, Result.Seen seen) {
    if (!isQuorumRead(read)) {
      return null;
    }
    BitSet wanted = new BitSet(key.writes().size());
    for (int i = 0; i < key.writes().size(); i++) {
      Operation write = key.writes().get(i);
      if (write.isAcknowledgedQuorumPutBy(read)
          || (read.client() == verifier && write.isAcknowledgedPutBy(read))) {
        wanted.set(i);
      }
    }
    BitSet missing = key.missing(wanted, seen, read.completedNanos());
    if (missing.isEmpty()) {
      return null;
    }
    Operation write = key.writes().get(missing.nextSetBit(0));
    Promise broken =
        write.client() == read.client()
            ? Promise.READ_YOUR_WRITES
            : Promise.NO_ACKNOWLEDGED_WRITE_LOST;
    return new Violation(broken, read + " misses " + write);
  }

  /** In order of time: what acknowledged writes had superseded by the beginning of each read. */
  private static void resurrections(KeyHistory key, List<Violation> violations) {
    List<Integer> acknowledged = new ArrayList<>();
    for (int i = 0; i < key.writes().size(); i++) {
      if (key.writes().get(i).isAcknowledgedQuorumPut()) {
        acknowledged.add(i);
      }
    }
    acknowledged.sort(
        Comparator.comparingLong(number -> key.writes().get(number).completedNanos()));
    BitSet gone = new BitSet(key.writes().size());
    int next = 0;
    for (Operation read : key.reads()) {
      while (next < acknowledged.size()
          && key.writes().get(acknowledged.get(next)).completedNanos() < read.invokedNanos()) {
        gone.or(key.causalPast(acknowledged.get(next++)));
      }
      if (read.action() instanceof Action.Get get
          && get.quorum()
          && read.result() instanceof Result.Seen seen) {
        add(violations, resurrection(key, read, seen, gone));
      }
    }
  }

  private static @Nullable Violation resurrection(
      KeyHistory key, Operation read, Result.Seen seen, BitSet gone) {
    BitSet back = key.visible(seen);
    back.and(gone);
    back.clear(0, key.forgottenBefore(read.completedNanos(), ALWAYS_REMEMBERED));
    return back.isEmpty()
        ? null
        : new Violation(
            Promise.NO_RESURRECTION,
            read
                + " saw what an acknowledged write had superseded: "
                + key.writes().get(back.nextSetBit(0)));
  }
}
