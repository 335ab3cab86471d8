package dev.gyre.storage;

import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.Key;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Keys as the tree orders them: the partition's number (two bytes, high first), then the key's
 * bytes, so that a partition's cells lie together.
 */
final class TreeKey {
  private static final int PREFIX_BYTES = 2;

  private TreeKey() {}

  private static int partitionOf(Key key, int partitions) {
    return Ring.partitionOf(key, partitions);
  }

  static byte[] of(Key key, int partitions) {
    return of(partitionOf(key, partitions), key.bytes());
  }

  /** Of a key of this partition, or of its beginning. */
  static byte[] of(int partition, byte[] key) {
    byte[] bytes = new byte[PREFIX_BYTES + key.length];
    bytes[0] = (byte) (partition >>> 8);
    bytes[1] = (byte) partition;
    System.arraycopy(key, 0, bytes, PREFIX_BYTES, key.length);
    return bytes;
  }

  static Key keyOf(byte[] treeKey) {
    return Key.of(Arrays.copyOfRange(treeKey, PREFIX_BYTES, treeKey.length));
  }

  /** The order of keys whatever their partitions. */
  static int compareKeys(byte[] left, byte[] right) {
    return Arrays.compareUnsigned(
        left, PREFIX_BYTES, left.length, right, PREFIX_BYTES, right.length);
  }

  static Comparator<Key> order(int partitions) {
    return (left, right) -> {
      int byPartition =
          Integer.compare(partitionOf(left, partitions), partitionOf(right, partitions));
      return byPartition != 0 ? byPartition : left.compareTo(right);
    };
  }
}
