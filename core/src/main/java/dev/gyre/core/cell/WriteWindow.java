package dev.gyre.core.cell;

import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.clock.WriteId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recent writes of a lane with the dots minted for each, so that a retry finds its first
 * attempt (DESIGN rule 3). It merges by union, and replicas that have merged with each other agree
 * on it byte for byte.
 */
public final class WriteWindow {
  /** Entries that stay however old they are, if the capacity allows. */
  private static final int ALWAYS_KEPT = 8;

  /** How much older than the newest an entry must be before it falls out for its age. */
  private static final long HORIZON_MILLIS = 5_000;

  public static final WriteWindow EMPTY = new WriteWindow(List.of(), HybridClock.NONE);

  /**
   * A write and its dots.
   *
   * @param dots sorted, at least one; more than one when a retry was minted elsewhere
   * @param retried whether a dot was minted for a retry: only such a write can have dots not heard
   *     of, so it is remembered longer
   */
  public record Entry(WriteId id, List<Dot> dots, boolean retried) {
    public Entry {
      if (dots.isEmpty() || !id.isStamped()) {
        throw new IllegalArgumentException("a window entry has a stamp and a dot: " + id);
      }
    }

    public static Entry first(WriteId id, Dot dot) {
      return new Entry(id, List.of(dot), false);
    }
  }

  /** Ascending by id; no write twice. */
  private final List<Entry> entries;

  /**
   * The highest stamp that ever fell out: an unknown retry at or below it may have been applied.
   */
  private final long evictedStamp;

  private WriteWindow(List<Entry> entries, long evictedStamp) {
    this.entries = entries;
    this.evictedStamp = evictedStamp;
  }

  /** A window as decoded; throws {@link IllegalArgumentException} when entries do not ascend. */
  public static WriteWindow of(List<Entry> entries, long evictedStamp) {
    for (int i = 1; i < entries.size(); i++) {
      if (entries.get(i - 1).id().compareTo(entries.get(i).id()) >= 0) {
        throw new IllegalArgumentException("window entries must ascend");
      }
    }
    return entries.isEmpty() && evictedStamp == HybridClock.NONE
        ? EMPTY
        : new WriteWindow(entries, evictedStamp);
  }

  public List<Entry> entries() {
    return entries;
  }

  public long evictedStamp() {
    return evictedStamp;
  }

  public @Nullable Entry find(WriteId id) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).id().names(id)) {
        return entries.get(i);
      }
    }
    return null;
  }

  WriteWindow union(WriteWindow other, int capacity) {
    return union(other.entries, Math.max(evictedStamp, other.evictedStamp), capacity);
  }

  WriteWindow union(List<Entry> others, int capacity) {
    return union(others, evictedStamp, capacity);
  }

  private WriteWindow union(List<Entry> others, long evictedSoFar, int capacity) {
    if (others.isEmpty() && evictedSoFar == evictedStamp) {
      return this;
    }
    List<Entry> all = new ArrayList<>(entries.size() + others.size());
    all.addAll(entries);
    for (Entry entry : others) {
      add(all, entry);
    }
    all.sort(Comparator.comparing(Entry::id));
    long evicted = evictedSoFar;
    for (Entry fallen = fallsOut(all, capacity); fallen != null; fallen = fallsOut(all, capacity)) {
      all.remove(fallen);
      evicted = Math.max(evicted, fallen.id().stamp());
    }
    return new WriteWindow(List.of(all.toArray(Entry[]::new)), evicted);
  }

  /**
   * The next to fall out, or null: beyond the capacity the oldest, first tries before retries;
   * beyond a few also a first try that is old.
   */
  private static @Nullable Entry fallsOut(List<Entry> ascending, int capacity) {
    if (ascending.size() <= Math.min(ALWAYS_KEPT, capacity)) {
      return null;
    }
    Entry oldest = ascending.getFirst();
    for (Entry entry : ascending) {
      if (!entry.retried()) {
        oldest = entry;
        break;
      }
    }
    long horizon = ascending.getLast().id().stamp() - HybridClock.at(HORIZON_MILLIS);
    boolean old = !oldest.retried() && oldest.id().stamp() < horizon;
    return old || ascending.size() > capacity ? oldest : null;
  }

  private static void add(List<Entry> all, Entry entry) {
    for (int i = 0; i < all.size(); i++) {
      Entry known = all.get(i);
      if (known.id().names(entry.id())) {
        all.set(i, join(known, entry));
        return;
      }
    }
    all.add(entry);
  }

  /** One write seen on two sides: the earlier stamp, every dot. */
  private static Entry join(Entry left, Entry right) {
    if (left.equals(right)) {
      return left;
    }
    Dot[] dots = new Dot[left.dots().size() + right.dots().size()];
    int length = 0;
    for (Dot dot : left.dots()) {
      dots[length++] = dot;
    }
    for (Dot dot : right.dots()) {
      if (!left.dots().contains(dot)) {
        dots[length++] = dot;
      }
    }
    Arrays.sort(dots, 0, length);
    WriteId id = left.id().compareTo(right.id()) <= 0 ? left.id() : right.id();
    return new Entry(id, List.of(Arrays.copyOf(dots, length)), left.retried() || right.retried());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WriteWindow window
        && window.evictedStamp == evictedStamp
        && window.entries.equals(entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode() * 31 + Long.hashCode(evictedStamp);
  }

  @Override
  public String toString() {
    return entries + (evictedStamp == 0 ? "" : " evicted " + HybridClock.print(evictedStamp));
  }
}
