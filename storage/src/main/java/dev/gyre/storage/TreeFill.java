package dev.gyre.storage;

import dev.gyre.core.wire.CellCodec;
import dev.gyre.core.wire.Output;
import dev.gyre.core.wire.Pieces;
import dev.gyre.storage.tree.CellTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cells and hints on their way into the tree, in the tree's order, a bounded number of bytes with
 * each step: of a large cell, some of its pieces.
 */
final class TreeFill {
  private static final int RETAINED_BYTES = 1 << 16;

  /** A large cell of which the first {@code put} pieces are in the tree. */
  private record Large(byte[] key, Pieces encoded, int put) {}

  private final CellTree tree;
  private final StorageOptions.Tree options;
  private final int partitions;
  private final List<Memtable.Entry> sorted;
  private final Output encoded = Output.gathering(RETAINED_BYTES);
  private int begun;

  /** Null between cells. */
  private @Nullable Large large;

  TreeFill(CellTree tree, Memtable cells, StorageOptions.Tree options, int partitions) {
    this.tree = tree;
    this.options = options;
    this.partitions = partitions;
    Comparator<Slot> order = TreeKey.order(partitions);
    this.sorted = new ArrayList<>(cells.entries());
    this.sorted.sort((left, right) -> order.compare(left.slot, right.slot));
  }

  /** Puts and commits the next cells; returns whether there are more. */
  boolean step() {
    int puts = 0;
    long bytes = 0;
    while (isUnfinished() && puts < options.stepCells() && bytes < options.stepBytes()) {
      Large unfinished = large;
      bytes += unfinished == null ? putNext() : putPiece(unfinished);
      puts++;
    }
    tree.commit();
    return isUnfinished();
  }

  private boolean isUnfinished() {
    return large != null || begun < sorted.size();
  }

  private int putNext() {
    Memtable.Entry entry = sorted.get(begun++);
    byte[] key = TreeKey.of(entry.slot, partitions);
    if (entry.slot.isHint() && entry.cell().isEmpty()) {
      tree.remove(key);
      return key.length;
    }
    encoded.reset(RETAINED_BYTES);
    CellCodec.encode(encoded, entry.cell());
    if (encoded.length() > options.pieceBytes()) {
      return putPiece(new Large(key, encoded.pieces(), 0));
    }
    tree.put(key, encoded.toByteArray());
    return encoded.length();
  }

  private int putPiece(Large cell) {
    int length = cell.encoded.length();
    int from = cell.put * options.pieceBytes();
    int count = Math.min(options.pieceBytes(), length - from);
    tree.putPiece(cell.key, cell.put, cell.encoded.toByteArray(from, count));
    if (from + count == length) {
      tree.putLarge(cell.key, length, options.pieceBytes());
      large = null;
    } else {
      large = new Large(cell.key, cell.encoded, cell.put + 1);
    }
    return count;
  }
}
