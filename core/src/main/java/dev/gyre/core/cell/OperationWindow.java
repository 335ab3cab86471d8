package dev.gyre.core.cell;

import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.consensus.Ballot;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recent operations of a register with their results, so that a retry finds what became of its
 * first attempt (DESIGN rule 2), and the eventual writes folded in, so that an alias of one, minted
 * elsewhere for a retry, is not folded in again after it was overwritten.
 *
 * <p>A register has one history, so unlike the eventual lane's window this one is never merged:
 * entries stand in the order in which they were decided.
 *
 * @param evictedStamp the highest stamp that ever fell out: an unknown retry at or below it may
 *     have been applied
 */
public record OperationWindow(List<Entry> entries, long evictedStamp) {
  public static final OperationWindow EMPTY = new OperationWindow(List.of(), HybridClock.NONE);

  /** So many stay, however old. */
  static final int ALWAYS_KEPT = 8;

  /** What is older than the newest by more than this falls out: nobody retries for so long. */
  static final long HORIZON_MILLIS = 10_000;

  /** What became of it. Its position is its number in the format: only ever append. */
  public enum Result {
    APPLIED,
    FAILED,
    FOLDED
  }

  /**
   * @param version that it created (applied), or that it met (failed), or that it was folded into
   */
  public record Entry(WriteId id, Result result, Ballot version) {
    public Entry {
      if (!id.isStamped()) {
        throw new IllegalArgumentException("an operation in the window has a stamp: " + id);
      }
    }
  }

  @Nullable Entry find(WriteId id) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).id().names(id)) {
        return entries.get(i);
      }
    }
    return null;
  }

  boolean knows(WriteId id) {
    return find(id) != null;
  }

  OperationWindow with(Entry entry, int capacity) {
    Entry[] all = Arrays.copyOf(entries.toArray(Entry[]::new), entries.size() + 1);
    all[all.length - 1] = entry;
    long newest = entry.id().stamp();
    for (Entry known : entries) {
      newest = Math.max(newest, known.id().stamp());
    }
    long horizon = newest - HybridClock.at(HORIZON_MILLIS);
    long evicted = evictedStamp;
    int from = 0;
    while (all.length - from > capacity
        || (all.length - from > ALWAYS_KEPT && all[from].id().stamp() < horizon)) {
      evicted = Math.max(evicted, all[from].id().stamp());
      from++;
    }
    return new OperationWindow(List.of(Arrays.copyOfRange(all, from, all.length)), evicted);
  }
}
