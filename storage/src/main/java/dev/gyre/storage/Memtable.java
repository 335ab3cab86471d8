package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.value.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cells that have changed since the last checkpoint. Written on the node's worker; once it is
 * frozen nobody writes to it, so the checkpoint worker may read it too.
 */
final class Memtable {
  /** Estimated bytes of an entry beside its cell's content. */
  private static final int ENTRY_BYTES = 200;

  /** A cell and the sequence of the log record that holds it. */
  static final class Entry {
    final Key key;
    private Cell cell;
    private long sequence;

    private Entry(Key key, Cell cell, long sequence) {
      this.key = key;
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

  private final HashMap<Key, Entry> index = new HashMap<>();

  /** The same entries in order of arrival: the map is never iterated. */
  private final List<Entry> entries = new ArrayList<>();

  private long bytes;

  @Nullable Entry get(Key key) {
    return index.get(key);
  }

  void put(Key key, Cell cell, long sequence) {
    Entry entry = index.get(key);
    if (entry == null) {
      entry = new Entry(key, cell, sequence);
      index.put(key, entry);
      entries.add(entry);
      bytes += ENTRY_BYTES + key.length() + cell.lane().sizeBytes();
    } else {
      bytes += cell.lane().sizeBytes() - entry.cell.lane().sizeBytes();
      entry.cell = cell;
      entry.sequence = sequence;
    }
  }

  List<Entry> entries() {
    return entries;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  long bytes() {
    return bytes;
  }
}
