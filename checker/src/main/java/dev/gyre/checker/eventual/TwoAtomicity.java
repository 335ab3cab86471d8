package dev.gyre.checker.eventual;

import java.util.Arrays;

/**
 * Decides 2-atomicity: whether one order of all operations, respecting real time, lets every read
 * return one of the two values written last (the limited backtracking of Golab, Hurwitz and Li, "On
 * the k-atomicity-verification problem", ICDCS 2013).
 *
 * <p>The order is built from its end. Say that write w is the last of those left. What begins after
 * w has ended comes behind it: no write, and of the reads only those of w and of one other write,
 * which then must be the one before w, and so on: an <em>epoch</em>, until nothing is demanded of
 * the write before. What is left then has an order exactly when the whole has, so only the choice
 * of an epoch's first write is ever taken back. Candidates take turns with a growing limit, so that
 * one that fails late costs no more than the one that succeeds.
 */
final class TwoAtomicity {
  /** What came out. */
  enum Answer {
    YES,
    NO,
    LATE
  }

  private enum Epoch {
    COMPLETE,
    IMPOSSIBLE,
    LIMITED
  }

  private static final int NONE = -1;
  private static final int SEVERAL = -2;
  private static final int FIRST_LIMIT = 64;

  private final Versions versions;

  /** Writes by their start, writes by their end, reads by their start; write and read numbers. */
  private final Chain writesByStart;

  private final Chain writesByFinish;
  private final Chain readsByStart;

  /** Reads of write w at {@code [readsFrom[w], readsFrom[w + 1])}. */
  private final int[] readsFrom;

  private final int[] readsOf;

  /** What an epoch took, to be put back in reverse; a write w as −1 − w. */
  private final int[] taken;

  private int takenCount;

  private TwoAtomicity(Versions versions) {
    this.versions = versions;
    int writes = versions.writes;
    writesByStart = new Chain(Versions.ascending(versions.start, writes));
    writesByFinish = new Chain(Versions.ascending(versions.finish, writes));
    readsByStart = new Chain(Versions.ascending(versions.readStart, versions.reads));
    readsFrom = new int[writes + 1];
    for (int r = 0; r < versions.reads; r++) {
      readsFrom[versions.source[r] + 1]++;
    }
    Arrays.parallelPrefix(readsFrom, Integer::sum);
    readsOf = new int[versions.reads];
    int[] filled = readsFrom.clone();
    for (int r = 0; r < versions.reads; r++) {
      readsOf[filled[versions.source[r]]++] = r;
    }
    taken = new int[writes + versions.reads];
  }

  /** Decides; late when the clock of {@link System#nanoTime} passes a deadline. */
  static Answer of(Versions versions, long deadlineNanos) {
    return new TwoAtomicity(versions).decide(deadlineNanos);
  }

  private Answer decide(long deadlineNanos) {
    while (writesByStart.last() != NONE) {
      Epoch epoch = Epoch.LIMITED;
      for (int limit = FIRST_LIMIT; epoch == Epoch.LIMITED; limit *= 4) {
        if (System.nanoTime() - deadlineNanos > 0) {
          return Answer.LATE;
        }
        epoch = anyCandidate(limit > 0 ? limit : Integer.MAX_VALUE);
      }
      if (epoch == Epoch.IMPOSSIBLE) {
        return Answer.NO;
      }
    }
    return Answer.YES;
  }

  /** Tries each write that no other follows in time. */
  private Epoch anyCandidate(int limit) {
    long latestStart = versions.start[writesByStart.last()];
    Epoch best = Epoch.IMPOSSIBLE;
    int w = writesByFinish.last();
    while (w != NONE && versions.finish[w] >= latestStart) {
      takenCount = 0;
      Epoch epoch = run(w, limit);
      if (epoch == Epoch.COMPLETE) {
        return epoch;
      }
      putBack();
      best = epoch == Epoch.LIMITED ? epoch : best;
      w = writesByFinish.before(w);
    }
    return best;
  }

  private Epoch run(int first, int limit) {
    int w = first;
    while (w != NONE) {
      if (takenCount > limit) {
        return Epoch.LIMITED;
      }
      long finish = versions.finish[w];
      int latest = writesByStart.last() == w ? writesByStart.before(w) : writesByStart.last();
      if (latest != NONE && versions.start[latest] > finish) {
        return Epoch.IMPOSSIBLE;
      }
      int before = takeReadsBehind(w, finish);
      if (before == SEVERAL) {
        return Epoch.IMPOSSIBLE;
      }
      takeWrite(w);
      w = before;
    }
    return Epoch.COMPLETE;
  }

  /** Takes the reads that begin later; the one other write that they are of, if any. */
  private int takeReadsBehind(int w, long finish) {
    int before = NONE;
    int r = readsByStart.last();
    while (r != NONE && versions.readStart[r] > finish) {
      int source = versions.source[r];
      if (source != w && before != NONE && before != source) {
        return SEVERAL;
      }
      before = source == w ? before : source;
      int earlier = readsByStart.before(r);
      takeRead(r);
      r = earlier;
    }
    return before;
  }

  private void takeRead(int r) {
    readsByStart.take(r);
    taken[takenCount++] = r;
  }

  private void takeWrite(int w) {
    for (int i = readsFrom[w]; i < readsFrom[w + 1]; i++) {
      if (readsByStart.holds(readsOf[i])) {
        takeRead(readsOf[i]);
      }
    }
    writesByStart.take(w);
    writesByFinish.take(w);
    taken[takenCount++] = -1 - w;
  }

  private void putBack() {
    while (takenCount > 0) {
      int item = taken[--takenCount];
      if (item >= 0) {
        readsByStart.putBack(item);
      } else {
        writesByFinish.putBack(-1 - item);
        writesByStart.putBack(-1 - item);
      }
    }
  }

  /** A linked list in arrays; what was taken last is put back first. */
  private static final class Chain {
    private final int[] before;
    private final int[] after;
    private final boolean[] held;
    private final int head;

    Chain(int[] order) {
      head = order.length;
      before = new int[head + 1];
      after = new int[head + 1];
      held = new boolean[head];
      int previous = head;
      for (int item : order) {
        before[item] = previous;
        after[previous] = item;
        held[item] = true;
        previous = item;
      }
      after[previous] = head;
      before[head] = previous;
    }

    int last() {
      return before(head);
    }

    int before(int item) {
      return before[item] == head ? NONE : before[item];
    }

    boolean holds(int item) {
      return held[item];
    }

    void take(int item) {
      after[before[item]] = after[item];
      before[after[item]] = before[item];
      held[item] = false;
    }

    void putBack(int item) {
      after[before[item]] = item;
      before[after[item]] = item;
      held[item] = true;
    }
  }
}
