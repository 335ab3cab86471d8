package dev.gyre.storage;

import dev.gyre.core.value.Key;
import java.util.Comparator;

/**
 * Keys as the tree orders them: the partition's number (two bytes, high first), then the key's
 * bytes, so that a partition's cells lie together.
 */
final class TreeKey {
  private static final int PREFIX_BYTES = 2;

  private TreeKey() {}

  /** The top bits of the key's hash. */
  static int partitionOf(Key key, int partitions) {
    int bits = Integer.numberOfTrailingZeros(partitions);
    return bits == 0 ? 0 : (int) (key.hash() >>> (Long.SIZE - bits));
  }

  static byte[] of(Key key, int partitions) {
    int partition = partitionOf(key, partitions);
    byte[] bytes = new byte[PREFIX_BYTES + key.length()];
    bytes[0] = (byte) (partition >>> 8);
    bytes[1] = (byte) partition;
    System.arraycopy(key.bytes(), 0, bytes, PREFIX_BYTES, key.length());
    return bytes;
  }

  static Comparator<Key> order(int partitions) {
    return (left, right) -> {
      int byPartition =
          Integer.compare(partitionOf(left, partitions), partitionOf(right, partitions));
      return byPartition != 0 ? byPartition : left.compareTo(right);
    };
  }
}
