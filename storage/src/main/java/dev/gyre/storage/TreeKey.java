package dev.gyre.storage;

import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;

/**
 * Keys as the tree orders them, numbers high byte first: a partition's cells lie together, and
 * behind all cells the hints, those for one target together and in the order of partitions.
 *
 * <pre>
 * cell  u8 0, u16 partition, the key's bytes
 * hint  u8 1, u16 target, i64 the key's hash, the key's bytes
 * </pre>
 *
 * <p>A hint has the whole hash where a cell has its top bits: the hints of a partition are a range,
 * and nobody has to know how many partitions there are.
 */
final class TreeKey {
  private static final byte CELL = 0;
  private static final byte HINT = 1;
  private static final int CELL_PREFIX_BYTES = 3;
  private static final int HINT_PREFIX_BYTES = 11;

  private TreeKey() {}

  static byte[] of(Slot slot, int partitions) {
    Key key = slot.key();
    return slot.isHint() ? of(slot) : of(Ring.partitionOf(key, partitions), key.bytes());
  }

  /** Of a cell whose key is of this partition, or of its beginning. */
  static byte[] of(int partition, byte[] key) {
    return ByteBuffer.allocate(CELL_PREFIX_BYTES + key.length)
        .put(CELL)
        .putShort((short) partition)
        .put(key)
        .array();
  }

  /** Of a cell. */
  static Key keyOf(byte[] treeKey) {
    return Key.of(Arrays.copyOfRange(treeKey, CELL_PREFIX_BYTES, treeKey.length));
  }

  /** The order of cells' keys whatever their partitions. */
  static int compareKeys(byte[] left, byte[] right) {
    return Arrays.compareUnsigned(
        left, CELL_PREFIX_BYTES, left.length, right, CELL_PREFIX_BYTES, right.length);
  }

  /** Of a hint. */
  static byte[] of(Slot hint) {
    NodeId target = Objects.requireNonNull(hint.target());
    return hint(target, hint.key().hash(), hint.key().bytes());
  }

  /** Before every hint for this target whose key has this hash or a higher one. */
  static byte[] beforeHints(NodeId target, long hash) {
    return hint(target, hash, new byte[0]);
  }

  private static byte[] hint(NodeId target, long hash, byte[] key) {
    return ByteBuffer.allocate(HINT_PREFIX_BYTES + key.length)
        .put(HINT)
        .putShort((short) target.number())
        .putLong(hash)
        .put(key)
        .array();
  }

  static boolean isHint(byte[] treeKey) {
    return treeKey[0] == HINT;
  }

  /** Of a hint. */
  static Slot hintAt(byte[] treeKey) {
    ByteBuffer bytes = ByteBuffer.wrap(treeKey);
    NodeId target = NodeId.of(Short.toUnsignedInt(bytes.getShort(1)));
    byte[] key = new byte[treeKey.length - HINT_PREFIX_BYTES];
    bytes.get(HINT_PREFIX_BYTES, key);
    return new Slot(target, Key.of(key));
  }

  static Comparator<Slot> order(int partitions) {
    return (left, right) -> {
      if (left.isHint() || right.isHint()) {
        return left.compareTo(right);
      }
      int byPartition =
          Integer.compare(
              Ring.partitionOf(left.key(), partitions), Ring.partitionOf(right.key(), partitions));
      return byPartition != 0 ? byPartition : left.key().compareTo(right.key());
    };
  }
}
