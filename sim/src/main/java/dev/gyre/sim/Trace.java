package dev.gyre.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * A rolling 128-bit hash over every event and note of a run, in order. Two runs of one seed must
 * end with the same hash; when they do not, checkpoints of the hash say in which stretch they
 * parted, and recording that stretch names the first entry that differs ({@link TwiceRun}).
 *
 * <p>Each step is a bijection of the state for a given input, and injective in the input for a
 * given state: two traces that differ in one word have different hashes at that point for certain.
 */
public final class Trace {
  /** The sequence number of notes, which are not events of the queue. */
  public static final long NOTE = -1;

  /** The most entries that a window records. */
  public static final int MAXIMUM_WINDOW = 1 << 22;

  private static final int MAXIMUM_CHECKPOINTS = 4096;
  private static final long K1 = 0x9fb21c651e98df25L;
  private static final long K2 = 0xd6e8feb86659fd93L;

  private long high = 0x243f6a8885a308d3L;
  private long low = 0x13198a2e03707344L;
  private long entries;

  /** Checkpoint i is the folded hash after (i + 1) · interval entries. */
  private final long[] checkpoints = new long[MAXIMUM_CHECKPOINTS];

  private int checkpointCount;

  /** A power of two; doubles whenever the checkpoints are full. */
  private long interval = 1;

  private long windowFrom = Long.MAX_VALUE;
  private long windowTo = Long.MAX_VALUE;
  private final List<TraceEntry> window = new ArrayList<>();

  Trace() {}

  /** The hash of everything so far. */
  public TraceHash hash() {
    return new TraceHash(high, low);
  }

  /** How many entries were added. */
  public long entries() {
    return entries;
  }

  /**
   * Keeps the entries with ordinals in [from, to), as far as they are still to come.
   *
   * @throws IllegalArgumentException if that is more than {@link #MAXIMUM_WINDOW} entries
   */
  public void record(long from, long to) {
    if (from < 0 || to < from || to - from > MAXIMUM_WINDOW) {
      throw new IllegalArgumentException(
          "a window has 0 to " + MAXIMUM_WINDOW + " entries, but was [" + from + ", " + to + ")");
    }
    windowFrom = from;
    windowTo = to;
    window.clear();
  }

  /** What the window has kept so far. */
  public List<TraceEntry> recorded() {
    return List.copyOf(window);
  }

  void add(long timeNanos, long sequence, String place, String label, long payload) {
    // String.hashCode is specified and cached, so a name costs one load. Its 32 bits are enough
    // for telling runs of one program apart; a recorded window compares whole names.
    absorb(timeNanos, sequence);
    absorb(((long) place.hashCode() << 32) ^ (label.hashCode() & 0xffffffffL), payload);
    long ordinal = entries++;
    if (ordinal >= windowFrom && ordinal < windowTo) {
      window.add(new TraceEntry(ordinal, timeNanos, sequence, place, label, payload));
    }
    if ((entries & (interval - 1)) == 0) {
      addCheckpoint();
    }
  }

  private void absorb(long first, long second) {
    high = Long.rotateLeft((high ^ first) * K1, 29) + low;
    low = Long.rotateLeft((low ^ second) * K2, 37) + high;
  }

  private void addCheckpoint() {
    if (checkpointCount == MAXIMUM_CHECKPOINTS) {
      for (int i = 0; i < MAXIMUM_CHECKPOINTS / 2; i++) {
        checkpoints[i] = checkpoints[2 * i + 1];
      }
      checkpointCount = MAXIMUM_CHECKPOINTS / 2;
      interval *= 2;
      if ((entries & (interval - 1)) != 0) {
        return;
      }
    }
    checkpoints[checkpointCount++] = high ^ Long.rotateLeft(low, 32);
  }

  /**
   * The first stretch of ordinals in which the two traces differ, as [from, to); empty (from = to)
   * where all that both have checkpoints for is equal.
   */
  static long[] firstDifference(Trace left, Trace right) {
    long step = Math.max(left.interval, right.interval);
    long equalUntil = 0;
    long common = Math.min(left.covered(), right.covered());
    while (equalUntil + step <= common) {
      if (left.checkpointAt(equalUntil + step) != right.checkpointAt(equalUntil + step)) {
        return new long[] {equalUntil, equalUntil + step};
      }
      equalUntil += step;
    }
    long end = Math.max(left.entries, right.entries);
    return new long[] {equalUntil, left.hash().equals(right.hash()) ? equalUntil : end};
  }

  private long covered() {
    return checkpointCount * interval;
  }

  private long checkpointAt(long entryCount) {
    return checkpoints[(int) (entryCount / interval) - 1];
  }

  @Override
  public String toString() {
    return hash() + " after " + entries + " entries";
  }
}
