package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Cells and hints that have changed since the last checkpoint; a hint that was removed is an empty
 * cell. Written on the node's worker; once it is frozen nobody writes to it, so the checkpoint
 * worker may read it too.
 *
 * <p>It is a hash index of cells, for puts and gets. Who wants cells in order has a partition put
 * in order first ({@link #order}): that costs nothing while nobody asks, and little when asked
 * again, for what was in order before is nearly sorted.
 */
final class Memtable implements HintLayer {
  /** Estimated bytes of an entry beside its cell's content. */
  private static final int ENTRY_BYTES = 200;

  private static final int FIRST_CAPACITY = 8;
  private static final Entry[] NONE = {};
  private static final Comparator<Entry> BY_KEY = (left, right) -> left.key.compareTo(right.key);

  /** A cell and the sequence of the log record that holds it. */
  static final class Entry {
    final Slot slot;
    final Key key;
    private Cell cell;
    private long sequence;

    private Entry(Slot slot, Cell cell, long sequence) {
      this.slot = slot;
      this.key = slot.key();
      this.cell = cell;
      this.sequence = sequence;
    }

    Cell cell() {
      return cell;
    }

    long sequence() {
      return sequence;
    }
  }

  /** The entries of one partition. */
  private static final class Bucket {
    /** In order of arrival, {@code count} of them: the map is never iterated. */
    private Entry[] arrived = new Entry[FIRST_CAPACITY];

    private int count;

    /** Those of them that were put in order, ascending. Of the node's worker alone. */
    private Entry[] ordered = NONE;

    void add(Entry entry) {
      if (count == arrived.length) {
        arrived = Arrays.copyOf(arrived, count + (count >> 1));
      }
      arrived[count++] = entry;
    }

    int order() {
      int before = ordered.length;
      if (before == count) {
        return 0;
      }
      Entry[] all = Arrays.copyOf(ordered, count);
      System.arraycopy(arrived, before, all, before, count - before);
      Arrays.sort(all, BY_KEY);
      ordered = all;
      return count;
    }
  }

  private final HashMap<Key, Entry> index = new HashMap<>();

  /** By partition; null where nothing has arrived. */
  private final @Nullable Bucket[] buckets;

  /** The hints, by their keys in the tree. */
  private final TreeMap<byte[], Entry> hints = new TreeMap<>(Arrays::compareUnsigned);

  private long bytes;

  Memtable(int partitions) {
    this.buckets = new @Nullable Bucket[partitions];
  }

  @Nullable Entry get(Slot slot) {
    return slot.isHint() ? hints.get(TreeKey.of(slot)) : index.get(slot.key());
  }

  void put(Slot slot, Cell cell, long sequence) {
    Entry entry = get(slot);
    if (entry == null) {
      entry = new Entry(slot, cell, sequence);
      add(entry);
      bytes += ENTRY_BYTES + slot.key().length() + cell.sizeBytes();
    } else {
      bytes += cell.sizeBytes() - entry.cell.sizeBytes();
      entry.cell = cell;
      entry.sequence = sequence;
    }
  }

  private void add(Entry entry) {
    if (entry.slot.isHint()) {
      hints.put(TreeKey.of(entry.slot), entry);
    } else {
      index.put(entry.key, entry);
      bucket(Ring.partitionOf(entry.key, buckets.length)).add(entry);
    }
  }

  private Bucket bucket(int partition) {
    Bucket bucket = buckets[partition];
    if (bucket == null) {
      bucket = new Bucket();
      buckets[partition] = bucket;
    }
    return bucket;
  }

  /**
   * Puts what has arrived in a partition in order; returns how many entries that took, 0 when there
   * was nothing to do. On the node's worker.
   */
  int order(int partition) {
    Bucket bucket = buckets[partition];
    return bucket == null ? 0 : bucket.order();
  }

  /**
   * The entries of a partition that were there when it was put in order last, by ascending key. The
   * array is not written to any more.
   */
  Entry[] ordered(int partition) {
    Bucket bucket = buckets[partition];
    return bucket == null ? NONE : bucket.ordered;
  }

  /**
   * All entries: cells partition by partition, within each as they arrived, then hints in order.
   */
  List<Entry> entries() {
    List<Entry> all = new ArrayList<>(index.size() + hints.size());
    for (Bucket bucket : buckets) {
      if (bucket != null) {
        all.addAll(Arrays.asList(bucket.arrived).subList(0, bucket.count));
      }
    }
    all.addAll(hints.values());
    return all;
  }

  @Override
  public byte @Nullable [] higherKey(byte[] treeKey) {
    return hints.higherKey(treeKey);
  }

  @Override
  public long stampAt(byte[] treeKey) {
    Entry entry = hints.get(treeKey);
    return entry == null ? ABSENT : HintLayer.stampOf(entry.cell);
  }

  @Override
  public long bytesAt(byte[] treeKey) {
    Entry entry = hints.get(treeKey);
    return entry == null ? 0 : entry.cell.lane().sizeBytes();
  }

  boolean isEmpty() {
    return index.isEmpty() && hints.isEmpty();
  }

  long bytes() {
    return bytes;
  }
}
