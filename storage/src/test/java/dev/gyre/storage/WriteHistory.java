package dev.gyre.storage;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.value.Key;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every change ever asked of a store, numbered in order, and how far they were acknowledged. What a
 * store shows after a crash must be the state after some number of them, at least the acknowledged.
 */
final class WriteHistory {
  private record Version(long change, Lane lane) {}

  private final Map<Key, List<Version>> versions = new TreeMap<>();
  private final Map<Key, Set<Lane>> ever = new TreeMap<>();
  private long changes;
  private long acknowledged;

  /** A change that was made; returns its number. */
  long changed(Key key, Lane lane) {
    changes++;
    ever.computeIfAbsent(key, absent -> new HashSet<>()).add(lane);
    versions.computeIfAbsent(key, absent -> new ArrayList<>()).add(new Version(changes, lane));
    return changes;
  }

  /** All changes up to this one were said to be durable. */
  void acknowledge(long change) {
    acknowledged = Math.max(acknowledged, change);
  }

  /** A read showed this lane: from now on it must stay. */
  void shown(Key key, Lane lane) {
    int index = indexOf(key, lane);
    if (index >= 0) {
      acknowledge(versions.getOrDefault(key, List.of()).get(index).change());
    }
  }

  /** Whether the key ever had this lane, however long ago. */
  boolean everWas(Key key, Lane lane) {
    return lane.isEmpty() || ever.getOrDefault(key, Set.of()).contains(lane);
  }

  List<Key> keys() {
    return List.copyOf(versions.keySet());
  }

  long changes() {
    return changes;
  }

  long acknowledged() {
    return acknowledged;
  }

  /**
   * Takes what a store shows now for the truth, which it may not lose again, or fails with what is
   * wrong.
   *
   * @param shown the lane of every key in {@link #keys}
   */
  void settle(Map<Key, Lane> shown) {
    long least = acknowledged;
    long most = changes;
    for (Map.Entry<Key, List<Version>> entry : versions.entrySet()) {
      List<Version> all = entry.getValue();
      if (isMissing(entry.getKey(), shown) && wasRemoved(all)) {
        continue;
      }
      int index = indexOf(entry.getKey(), shown.getOrDefault(entry.getKey(), Lane.EMPTY));
      if (index >= 0) {
        least = Math.max(least, all.get(index).change());
      }
      if (index + 1 < all.size()) {
        most = Math.min(most, all.get(index + 1).change() - 1);
      }
      if (least > most) {
        throw new AssertionError(
            "change "
                + (most + 1)
                + " of "
                + entry.getKey()
                + " is missing, but changes up to "
                + least
                + (least == acknowledged ? " were acknowledged" : " are there"));
      }
    }
    forgetAfter(lastWithout(shown, least, most));
  }

  private static boolean isMissing(Key key, Map<Key, Lane> shown) {
    return shown.getOrDefault(key, Lane.EMPTY).isEmpty();
  }

  private static boolean wasRemoved(List<Version> all) {
    return all.stream().anyMatch(version -> version.lane().isEmpty());
  }

  /** What was removed may be missing before it came or after it went: the last change that fits. */
  private long lastWithout(Map<Key, Lane> shown, long least, long most) {
    long last = most;
    while (last > least && !isWithout(shown, last)) {
      last--;
    }
    if (!isWithout(shown, last)) {
      throw new AssertionError(
          "what is missing was never missing together from " + least + " to " + most);
    }
    return last;
  }

  private boolean isWithout(Map<Key, Lane> shown, long change) {
    for (Map.Entry<Key, List<Version>> entry : versions.entrySet()) {
      if (isMissing(entry.getKey(), shown) && !laneAfter(entry.getValue(), change).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static Lane laneAfter(List<Version> all, long change) {
    Lane lane = Lane.EMPTY;
    for (Version version : all) {
      lane = version.change() <= change ? version.lane() : lane;
    }
    return lane;
  }

  /** Which version of a key this is, -1 for none; fails when it never was one. */
  int indexOf(Key key, Lane lane) {
    if (lane.isEmpty()) {
      return -1;
    }
    List<Version> all = versions.getOrDefault(key, List.of());
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).lane().equals(lane)) {
        return i;
      }
    }
    throw new AssertionError(key + " shows what nobody wrote: " + lane);
  }

  private void forgetAfter(long last) {
    for (List<Version> all : versions.values()) {
      all.removeIf(version -> version.change() > last);
      while (all.size() > 1) {
        all.removeFirst();
      }
    }
    changes = last;
    acknowledged = last;
  }
}
