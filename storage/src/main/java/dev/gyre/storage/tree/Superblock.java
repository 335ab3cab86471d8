package dev.gyre.storage.tree;

import dev.gyre.core.wire.Checksum;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Names the one chunk that a start loads. Two of them take turns at the front of the file, each
 * within one sector; the valid one with the higher version counts.
 *
 * <pre>
 *  0 i64 magic "GYRETREE"
 *  8 i64 version of the superblock, from 1
 * 16 i64 last log sequence that is in the tree
 * 24 i32 chunk id, 0 while the tree is empty
 * 28 i32 reserved, 0
 * 32 i64 first block of the chunk
 * 40 i64 version of the chunk
 * 48 i32 CRC-32C of bytes 0 to 47
 * </pre>
 */
record Superblock(long version, long applied, int chunk, long block, long chunkVersion) {
  static final int BYTES = 52;
  private static final long MAGIC = 0x4545_5254_4552_5947L;
  private static final int CHECKED_BYTES = 48;

  static Superblock empty(long version) {
    return new Superblock(version, 0, 0, 0, 0);
  }

  boolean isEmpty() {
    return chunk == 0;
  }

  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(MAGIC).putLong(version).putLong(applied).putInt(chunk).putInt(0);
    bytes.putLong(block).putLong(chunkVersion);
    bytes.putInt(Checksum.of(bytes.array(), 0, CHECKED_BYTES));
    return bytes.flip();
  }

  /** Null when the bytes are no superblock. */
  static @Nullable Superblock decode(byte[] array) {
    ByteBuffer bytes = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.getLong(0) != MAGIC
        || bytes.getInt(CHECKED_BYTES) != Checksum.of(array, 0, CHECKED_BYTES)) {
      return null;
    }
    return new Superblock(
        bytes.getLong(8),
        bytes.getLong(16),
        bytes.getInt(24),
        bytes.getLong(32),
        bytes.getLong(40));
  }
}
