package dev.gyre.scenarios.oracle;

import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.history.Operation;
import dev.gyre.scenarios.history.Operation.Action;
import dev.gyre.scenarios.history.Operation.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The operations on one key, and which write may have superseded which. Writes are numbered in
 * order of invocation; sets of them are bit sets. Whatever a write's context covers was invoked
 * before it, so that one pass in that order finds everything that each has certainly superseded.
 */
final class KeyHistory {
  private static final BitSet NOTHING = new BitSet();

  private final List<Operation> writes = new ArrayList<>();
  private final List<Operation> reads = new ArrayList<>();

  /** By value written: the write's number. Never iterated. */
  private final HashMap<String, Integer> byValue = new HashMap<>();

  /** By a read's index in the history: the read. Never iterated. */
  private final HashMap<Integer, Operation> readAt = new HashMap<>();

  /** By index in the history: a write's number. Never iterated. */
  private final HashMap<Integer, Integer> writeAt = new HashMap<>();

  /** By a write's number: what it has certainly superseded. */
  private final List<BitSet> pasts = new ArrayList<>();

  private KeyHistory() {}

  static TreeMap<String, KeyHistory> split(History history) {
    TreeMap<String, KeyHistory> keys = new TreeMap<>();
    for (Operation operation : history.operations()) {
      keys.computeIfAbsent(operation.key(), key -> new KeyHistory()).add(operation);
    }
    keys.values().forEach(KeyHistory::findPasts);
    return keys;
  }

  private void add(Operation operation) {
    switch (operation.action()) {
      case Action.Get get -> {
        reads.add(operation);
        readAt.put(operation.index(), operation);
      }
      case Action.Put put -> {
        if (put.value() != null) {
          byValue.put(put.value(), writes.size());
        }
        writeAt.put(operation.index(), writes.size());
        writes.add(operation);
      }
    }
  }

  List<Operation> reads() {
    return reads;
  }

  List<Operation> writes() {
    return writes;
  }

  @Nullable Operation writeOf(String value) {
    Integer number = byValue.get(value);
    return number == null ? null : writes.get(number);
  }

  /** The writes whose values a read saw; unknown values are left out. */
  BitSet visible(Result.Seen seen) {
    BitSet visible = new BitSet(writes.size());
    for (String value : seen.values()) {
      Integer number = byValue.get(value);
      if (number != null) {
        visible.set(number);
      }
    }
    return visible;
  }

  /**
   * What this write has certainly superseded: what its context had shown, and what that had
   * superseded. Leaves out what only its coordinator knew. Not to be changed.
   */
  BitSet causalPast(int write) {
    return pasts.get(write);
  }

  /** The number of the first of the last {@code count} writes that were invoked by then. */
  int forgottenBefore(long nanos, int count) {
    int invoked = 0;
    while (invoked < writes.size() && writes.get(invoked).invokedNanos() <= nanos) {
      invoked++;
    }
    return Math.max(0, invoked - count);
  }

  /** What these writes have certainly superseded. */
  BitSet causalPast(BitSet of) {
    BitSet past = new BitSet(writes.size());
    of.stream().forEach(write -> past.or(pasts.get(write)));
    return past;
  }

  private void findPasts() {
    for (Operation write : writes) {
      pasts.add(past(((Action.Put) write.action()).basis()));
    }
  }

  private BitSet past(@Nullable Integer basis) {
    if (basis == null) {
      return NOTHING;
    }
    Integer ownWrite = writeAt.get(basis);
    if (ownWrite != null) {
      // The context that a write came back with covers at least what its own did.
      return pasts.get(ownWrite);
    }
    BitSet shown = visible(seenBy(basis));
    BitSet past = new BitSet(writes.size());
    past.or(shown);
    shown.stream()
        .filter(write -> write < pasts.size())
        .forEach(write -> past.or(pasts.get(write)));
    return past;
  }

  private Result.Seen seenBy(int read) {
    Operation basis = readAt.get(read);
    if (basis == null || !(basis.result() instanceof Result.Seen seen)) {
      throw new IllegalStateException("a write carries the context of no read: #" + read);
    }
    return seen;
  }

  /**
   * Which of the wanted writes a read did not see, and nothing that it saw may have superseded by
   * {@code nanos}. A blind write may have superseded every write that was not invoked after it had
   * ended; a tombstone, whatever any delete may have superseded.
   */
  BitSet missing(BitSet wanted, Result.Seen seen, long nanos) {
    return new Covering(wanted, nanos).from(seen);
  }

  /**
   * Widens a set of writes by all that they may have superseded, until nothing is missing; each is
   * looked at once. First come the certain pasts, which are known already and mostly suffice.
   */
  private final class Covering {
    private final long nanos;
    private final BitSet covered = new BitSet(writes.size());
    private final BitSet missing;
    private final ArrayDeque<Integer> open = new ArrayDeque<>();

    /** All writes before this number that may have taken effect are covered. */
    private int prefix;

    private boolean deletes;

    Covering(BitSet wanted, long nanos) {
      this.nanos = nanos;
      this.missing = (BitSet) wanted.clone();
    }

    BitSet from(Result.Seen seen) {
      missing.andNot(causalPast(visible(seen)));
      saw(seen);
      missing.andNot(covered);
      while (!missing.isEmpty() && !open.isEmpty()) {
        expand(open.remove());
        missing.andNot(covered);
      }
      return missing;
    }

    private void saw(Result.Seen seen) {
      for (String value : seen.values()) {
        Integer number = byValue.get(value);
        if (number != null) {
          cover(number);
        }
      }
      if (seen.deletions() > 0 && !deletes) {
        deletes = true;
        for (int i = 0; i < writes.size(); i++) {
          boolean delete = writes.get(i).action() instanceof Action.Put put && put.value() == null;
          if (delete && writes.get(i).mayHaveTakenEffectBy(nanos)) {
            cover(i);
          }
        }
      }
    }

    private void cover(int write) {
      if (!covered.get(write)) {
        covered.set(write);
        open.add(write);
      }
    }

    private void expand(int number) {
      Operation write = writes.get(number);
      Integer basis = ((Action.Put) write.action()).basis();
      Integer ownWrite = basis == null ? null : writeAt.get(basis);
      if (basis == null) {
        coverUntil(lastEffect(write));
      } else if (ownWrite == null) {
        saw(seenBy(basis));
      } else {
        // At most the write itself and whatever its coordinator knew (Write.Replicating).
        cover(ownWrite);
        coverUntil(lastEffect(writes.get(ownWrite)));
      }
    }

    /** A write whose outcome nobody knows may be carried out at any later time. */
    private static long lastEffect(Operation write) {
      return write.result() instanceof Result.Written ? write.completedNanos() : Long.MAX_VALUE;
    }

    /** Everything that a coordinator may have known which had ended by then. */
    private void coverUntil(long ended) {
      for (; prefix < writes.size() && writes.get(prefix).invokedNanos() <= ended; prefix++) {
        if (writes.get(prefix).mayHaveTakenEffectBy(nanos)) {
          cover(prefix);
        }
      }
    }
  }
}
