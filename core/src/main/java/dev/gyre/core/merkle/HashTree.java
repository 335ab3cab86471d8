package dev.gyre.core.merkle;

import dev.gyre.core.value.Key;
import dev.gyre.core.value.XxHash64;

/**
 * The hash tree of one partition: a root, 16 branches, 256 leaves, in 2 KiB. A node is the sum of a
 * hash for each cell below it, over key and digest: the order in which cells came does not matter,
 * and a change costs one subtraction and one addition at each level (incremental multiset hashing:
 * Bellare and Micciancio, EUROCRYPT 1997; here against accidents, not against forgers).
 */
public final class HashTree {
  /** Children of the root, and of each branch. */
  public static final int FAN_OUT = 16;

  private final int partitions;
  private long root;
  private final long[] branches = new long[FAN_OUT];
  private final long[] leaves = new long[LeafSet.LEAVES];

  /** {@code partitions}: how many there are in all, a power of two. */
  public HashTree(int partitions) {
    this.partitions = partitions;
  }

  /** A cell went from one digest to another; 0 is none. */
  public void changed(Key key, long before, long after) {
    long difference = entry(key, after) - entry(key, before);
    int leaf = LeafSet.leafOf(key, partitions);
    root += difference;
    branches[leaf / FAN_OUT] += difference;
    leaves[leaf] += difference;
  }

  private static long entry(Key key, long digest) {
    return digest == 0 ? 0 : XxHash64.hash(digest, key.hash());
  }

  public long root() {
    return root;
  }

  /** A copy. */
  public long[] branches() {
    return branches.clone();
  }

  /** Of the branches in a bit set, in order, {@link #FAN_OUT} each. */
  public long[] leaves(int ofBranches) {
    long[] chosen = new long[Integer.bitCount(ofBranches) * FAN_OUT];
    int length = 0;
    for (int left = ofBranches; left != 0; left &= left - 1) {
      int first = Integer.numberOfTrailingZeros(left) * FAN_OUT;
      System.arraycopy(leaves, first, chosen, length, FAN_OUT);
      length += FAN_OUT;
    }
    return chosen;
  }
}
