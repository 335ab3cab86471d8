package dev.gyre.storage;

import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.value.Bytes;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyRange;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The entries of some partitions in the order of keys, out of the memtable that takes writes and
 * the one under checkpoint; where both have a key, the former counts. Shows what the partitions had
 * when they were put in order, with the cells of now. On the node's worker.
 */
final class MemtableWalk {

  /** A place in one partition of one memtable. */
  private static final class Place implements Comparable<Place> {
    private final Memtable.Entry[] entries;
    private final int age;
    private int at;

    private Place(Memtable.Entry[] entries, int age, int at) {
      this.entries = entries;
      this.age = age;
      this.at = at;
    }

    private Memtable.Entry entry() {
      return entries[at];
    }

    @Override
    public int compareTo(Place other) {
      int byKey = entry().key.compareTo(other.entry().key);
      return byKey != 0 ? byKey : Integer.compare(age, other.age);
    }
  }

  private final KeyRange range;
  private final PriorityQueue<Place> places = new PriorityQueue<>();

  MemtableWalk(
      PartitionSet partitions, KeyRange range, Memtable active, @Nullable Memtable frozen) {
    this.range = range;
    for (int p = partitions.next(0); p >= 0; p = partitions.next(p + 1)) {
      begin(active.ordered(p), 0);
      if (frozen != null) {
        begin(frozen.ordered(p), 1);
      }
    }
  }

  private void begin(Memtable.Entry[] entries, int age) {
    int at = entries.length == 0 ? 0 : first(entries, range.start());
    Key after = range.after();
    if (after != null && at < entries.length && entries[at].key.equals(after)) {
      at++;
    }
    put(new Place(entries, age, at));
  }

  /** The first entry whose key is not before these bytes. */
  private static int first(Memtable.Entry[] entries, byte[] start) {
    int low = 0;
    int high = entries.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Bytes.compare(entries[middle].key.bytes(), start) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Beyond the prefix's last key nothing of a partition is in the range. */
  private void put(Place place) {
    if (place.at < place.entries.length && range.prefix().begins(place.entry().key)) {
      places.add(place);
    }
  }

  /** The entry at which it stands; null at the end. */
  Memtable.@Nullable Entry entry() {
    Place first = places.peek();
    return first == null ? null : first.entry();
  }

  void advance() {
    Place first = places.poll();
    if (first == null) {
      return;
    }
    Key passed = first.entry().key;
    first.at++;
    put(first);
    Place second = places.peek();
    if (second != null && second.entry().key.equals(passed)) {
      advance();
    }
  }
}
