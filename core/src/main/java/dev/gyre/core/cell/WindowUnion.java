package dev.gyre.core.cell;

import dev.gyre.core.cell.WriteWindow.Entry;
import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.HybridClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The union of two windows in its general form, write by write: by name, because a write may bear
 * two stamps, and with retries kept longest. {@link WriteWindow} takes a shorter way where none of
 * this can matter, and must give the same.
 */
final class WindowUnion {
  /** Entries that stay however old they are, if the capacity allows. */
  static final int ALWAYS_KEPT = 8;

  /** How much older than the newest an entry must be before it falls out for its age. */
  static final long HORIZON_MILLIS = 5_000;

  private WindowUnion() {}

  /** Entries in any order; {@code evictedSoFar} of both sides. */
  static WriteWindow of(List<Entry> left, List<Entry> right, long evictedSoFar, int capacity) {
    List<Entry> all = new ArrayList<>(left.size() + right.size());
    left.forEach(entry -> add(all, entry));
    right.forEach(entry -> add(all, entry));
    all.sort(Comparator.comparing(Entry::id));
    long evicted = evictedSoFar;
    for (Entry fallen = fallsOut(all, capacity); fallen != null; fallen = fallsOut(all, capacity)) {
      all.remove(fallen);
      evicted = Math.max(evicted, fallen.id().stamp());
    }
    return WriteWindow.of(all, evicted);
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
    List<Dot> dots = new ArrayList<>(left.dots());
    for (Dot dot : right.dots()) {
      if (!dots.contains(dot)) {
        dots.add(dot);
      }
    }
    dots.sort(Comparator.naturalOrder());
    return new Entry(
        left.id().compareTo(right.id()) <= 0 ? left.id() : right.id(),
        List.of(dots.toArray(Dot[]::new)),
        left.retried() || right.retried());
  }
}
