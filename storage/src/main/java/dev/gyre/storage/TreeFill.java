package dev.gyre.storage;

import dev.gyre.core.value.Key;
import dev.gyre.core.wire.CellCodec;
import dev.gyre.core.wire.Output;
import dev.gyre.storage.tree.CellTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cells on their way into the tree, in the tree's order, a bounded number with each step. */
final class TreeFill {
  private static final int RETAINED_BYTES = 1 << 16;

  private final CellTree tree;
  private final StorageOptions.Tree options;
  private final int partitions;
  private final List<Memtable.Entry> sorted;
  private final Output encoded = new Output(RETAINED_BYTES);
  private int written;

  TreeFill(CellTree tree, Memtable cells, StorageOptions.Tree options, int partitions) {
    this.tree = tree;
    this.options = options;
    this.partitions = partitions;
    Comparator<Key> order = TreeKey.order(partitions);
    this.sorted = new ArrayList<>(cells.entries());
    this.sorted.sort((left, right) -> order.compare(left.key, right.key));
  }

  /** Puts and commits the next cells; returns whether there are more. */
  boolean step() {
    int cells = 0;
    long bytes = 0;
    while (written < sorted.size() && cells < options.stepCells() && bytes < options.stepBytes()) {
      Memtable.Entry entry = sorted.get(written++);
      encoded.reset(RETAINED_BYTES);
      CellCodec.encode(encoded, entry.cell());
      tree.put(TreeKey.of(entry.key, partitions), encoded.toByteArray());
      bytes += encoded.length();
      cells++;
    }
    tree.commit();
    return written < sorted.size();
  }
}
