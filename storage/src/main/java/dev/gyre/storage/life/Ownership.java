package dev.gyre.storage.life;

import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;

/**
 * Whose data a directory holds: it never changes.
 *
 * @param partitions Q of the cluster: the order of the cells on disk depends on it
 */
public record Ownership(ClusterId cluster, NodeId node, int partitions) {
  public static final int MAX_PARTITIONS = 65_536;

  public Ownership {
    if (Integer.bitCount(partitions) != 1 || partitions < 1 || partitions > MAX_PARTITIONS) {
      throw new IllegalArgumentException(
          "partitions are a power of two up to " + MAX_PARTITIONS + ", not " + partitions);
    }
  }

  @Override
  public String toString() {
    return "node " + node + " of cluster " + cluster + " with " + partitions + " partitions";
  }
}
