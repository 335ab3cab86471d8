package dev.gyre.core.message;

import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.value.RequestId;
import java.util.Arrays;

/** What an owner says of its hash trees. */
public sealed interface RepairReply extends Reply {

  /** Those of one owner to another. */
  sealed interface Remote extends RepairReply, Message.FromReplica permits Roots, Hashes {}

  /**
   * Roots of trees.
   *
   * @param trusted which of the partitions asked for have a tree that is grown
   * @param roots theirs, ascending by partition
   */
  record Roots(RequestId id, PartitionSet trusted, long[] roots) implements Remote {
    public Roots {
      if (roots.length != trusted.size()) {
        throw new IllegalArgumentException(roots.length + " roots of " + trusted);
      }
    }

    /** Of a partition that is trusted. */
    public long of(int partition) {
      int at = 0;
      for (int each = trusted.next(0); each < partition; each = trusted.next(each + 1)) {
        at++;
      }
      return roots[at];
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Roots that
          && that.id.equals(id)
          && that.trusted.equals(trusted)
          && Arrays.equals(that.roots, roots);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(roots) * 31 + id.hashCode();
    }

    @Override
    public String toString() {
      return "Roots[" + id + ", " + trusted + "]";
    }
  }

  /**
   * Nodes of a tree.
   *
   * @param branches as asked
   * @param hashes 16 for the tree, or for each branch in order
   */
  record Hashes(RequestId id, int partition, int branches, long[] hashes) implements Remote {
    public static final int EACH = 16;

    public Hashes {
      int expected = EACH * Math.max(1, Integer.bitCount(branches));
      if (hashes.length != expected || partition < 0) {
        throw new IllegalArgumentException(expected + " hashes, not " + hashes.length);
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Hashes that
          && that.id.equals(id)
          && that.partition == partition
          && that.branches == branches
          && Arrays.equals(that.hashes, hashes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(hashes) * 31 + id.hashCode();
    }

    @Override
    public String toString() {
      return "Hashes[" + id + ", partition " + partition + ", of " + branches + "]";
    }
  }

  /**
   * A step of growing is done; it never travels.
   *
   * @param cells that it looked at
   * @param trusted whether the tree is complete
   */
  record Grown(RequestId id, int partition, int cells, boolean trusted) implements RepairReply {}
}
