package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.CellCodec;
import dev.gyre.core.wire.MalformedException;
import dev.gyre.storage.tree.CellTree;
import java.util.function.BiConsumer;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** The hints that lie in the tree: the lowest layer. */
final class TreeHints implements HintLayer {
  private static final NodeId FIRST = NodeId.of(1);

  private final CellTree tree;

  TreeHints(CellTree tree) {
    this.tree = tree;
  }

  @Override
  public byte @Nullable [] higherKey(byte[] treeKey) {
    return tree.higherKey(treeKey);
  }

  /** Large ones and damaged ones are found out when they are taken. */
  @Override
  public long stampAt(byte[] treeKey) {
    byte[] value = tree.get(treeKey);
    if (value == null) {
      return ABSENT;
    }
    try {
      return CellTree.largeBytes(value) > 0
          ? HybridClock.NONE
          : HintLayer.stampOf(CellCodec.decode(value));
    } catch (MalformedException damaged) {
      return HybridClock.NONE;
    }
  }

  @Override
  public long bytesAt(byte[] treeKey) {
    byte[] value = tree.get(treeKey);
    return value == null ? 0 : Math.max(value.length, CellTree.largeBytes(value));
  }

  /**
   * Reads all of them; blocks on the disk. Those that cannot be read are left out, and met again
   * when they are taken; past a block that cannot be read there is nothing to be found.
   */
  void forEach(BiConsumer<Slot, Cell> each) {
    try {
      byte[] at = tree.higherKey(TreeKey.beforeHints(FIRST, 0));
      while (at != null) {
        Cell hint = read(at);
        if (hint != null) {
          each.accept(TreeKey.hintAt(at), hint);
        }
        at = tree.higherKey(at);
      }
    } catch (MVStoreException damaged) {
      return;
    }
  }

  private @Nullable Cell read(byte[] treeKey) {
    try {
      byte[] value = tree.get(treeKey);
      byte[] hint =
          value != null && CellTree.largeBytes(value) > 0 ? tree.readLarge(treeKey, value) : value;
      return hint == null ? null : CellCodec.decode(hint);
    } catch (MVStoreException | MalformedException damaged) {
      return null;
    }
  }
}
