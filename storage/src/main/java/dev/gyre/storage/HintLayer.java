package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import org.jspecify.annotations.Nullable;

/**
 * One of the places in which hints may lie, by their keys in the tree. What an upper layer says of
 * a hint hides what a lower one says.
 */
interface HintLayer {
  /** The layer says nothing of it. */
  long ABSENT = -2;

  /** It was removed. */
  long REMOVED = -1;

  /** The first key after this one of which the layer says anything; null after the last. */
  byte @Nullable [] higherKey(byte[] treeKey);

  /**
   * The stamp of the newest write in a hint, {@link dev.gyre.core.clock.HybridClock#NONE} where
   * only reading it whole would tell, {@link #ABSENT} or {@link #REMOVED}.
   */
  long stampAt(byte[] treeKey);

  /** About how many bytes the hint has, which is there. */
  long bytesAt(byte[] treeKey);

  static long stampOf(Cell hint) {
    return hint.isEmpty() ? REMOVED : hint.lane().newestStamp();
  }
}
