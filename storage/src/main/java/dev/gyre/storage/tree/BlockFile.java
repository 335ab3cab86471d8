package dev.gyre.storage.tree;

import dev.gyre.core.host.Disk.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The file under the tree. MVStore sees blocks of 4,096 bytes; each lies in the file with four
 * bytes of CRC-32C behind it, over the block's number, the id of the chunk that owns it, and its
 * bytes. So rotten, misdirected and lost writes (a former owner's block is still there) all show.
 *
 * <pre>
 * byte 0, byte 8192     superblocks
 * byte 16384 + 4100 n   block 2 + n: i8[4096], i32 checksum
 * </pre>
 *
 * <p>After a failed write or force every later one fails: nobody knows what is on the disk.
 */
final class BlockFile {
  static final int BLOCK_BYTES = 4096;
  private static final int STORED_BYTES = BLOCK_BYTES + Integer.BYTES;
  private static final int FIRST_BLOCK = 2;
  private static final long BLOCKS_START = 16_384;
  private static final long SUPERBLOCK_DISTANCE = 8192;

  /** Blocks in one write: bounds the copy. */
  private static final int PIECE_BLOCKS = 64;

  private final OpenFile file;
  private final byte[] piece = new byte[PIECE_BLOCKS * STORED_BYTES];
  private @Nullable IOException broken;
  private @Nullable IOException failedRead;

  BlockFile(OpenFile file) {
    this.file = file;
  }

  @Nullable Superblock readSuperblock(int slot) throws IOException {
    byte[] bytes = new byte[Superblock.BYTES];
    int read = read(slot * SUPERBLOCK_DISTANCE, bytes);
    return read < bytes.length ? null : Superblock.decode(bytes);
  }

  void writeSuperblock(Superblock superblock) throws IOException {
    write((superblock.version() & 1) * SUPERBLOCK_DISTANCE, superblock.encode());
  }

  /** Writes whole blocks of a chunk; {@code position} is MVStore's, without checksums. */
  void write(int chunk, long position, ByteBuffer source) throws IOException {
    long block = position / BLOCK_BYTES;
    while (source.hasRemaining()) {
      int length = 0;
      while (source.hasRemaining() && length < piece.length) {
        source.get(piece, length, BLOCK_BYTES);
        int checksum = checksum(block + length / STORED_BYTES, chunk, piece, length);
        ByteBuffer.wrap(piece)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(length + BLOCK_BYTES, checksum);
        length += STORED_BYTES;
      }
      write(place(block), ByteBuffer.wrap(piece, 0, length));
      block += length / STORED_BYTES;
    }
  }

  /** Reads bytes of a chunk; throws {@link DamagedBlockException} when a block does not match. */
  ByteBuffer read(int chunk, long position, int length) throws IOException {
    long first = position / BLOCK_BYTES;
    int blocks = (int) ((position + length - 1) / BLOCK_BYTES - first) + 1;
    byte[] stored = new byte[blocks * STORED_BYTES];
    int read = read(place(first), stored);
    byte[] bytes = new byte[length];
    int skip = (int) (position % BLOCK_BYTES);
    int copied = 0;
    for (int i = 0; i < blocks; i++) {
      int at = i * STORED_BYTES;
      if (at + STORED_BYTES > read || !matches(first + i, chunk, stored, at)) {
        throw new DamagedBlockException(first + i, chunk);
      }
      int count = Math.min(BLOCK_BYTES - skip, length - copied);
      System.arraycopy(stored, at + skip, bytes, copied, count);
      copied += count;
      skip = 0;
    }
    return ByteBuffer.wrap(bytes);
  }

  private int read(long position, byte[] into) throws IOException {
    try {
      return file.read(position, ByteBuffer.wrap(into));
    } catch (IOException failed) {
      failedRead = failed;
      throw failed;
    }
  }

  /** Throws why the disk refused the last read that it refused, if it refused any. */
  void throwFailedRead() throws IOException {
    if (failedRead != null) {
      throw failedRead;
    }
  }

  void force() throws IOException {
    check();
    try {
      file.force();
    } catch (IOException failed) {
      throw breakWith(failed);
    }
  }

  /** Cuts the file behind its first {@code blocks} blocks, counted as MVStore does. */
  void truncate(long blocks) throws IOException {
    check();
    long size = place(Math.max(FIRST_BLOCK, blocks));
    try {
      if (file.size() > size) {
        file.truncate(size);
      }
    } catch (IOException failed) {
      throw breakWith(failed);
    }
  }

  long sizeBytes() throws IOException {
    return file.size();
  }

  void close() throws IOException {
    file.close();
  }

  private void write(long position, ByteBuffer bytes) throws IOException {
    check();
    try {
      file.write(position, bytes);
    } catch (IOException failed) {
      throw breakWith(failed);
    }
  }

  private void check() throws IOException {
    if (broken != null) {
      throw new IOException("the tree's file failed before: " + broken.getMessage(), broken);
    }
  }

  private IOException breakWith(IOException failed) {
    broken = failed;
    return failed;
  }

  private static boolean matches(long block, int chunk, byte[] stored, int at) {
    int expected = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt(at + BLOCK_BYTES);
    return expected == checksum(block, chunk, stored, at);
  }

  private static int checksum(long block, int chunk, byte[] bytes, int at) {
    CRC32C crc = new CRC32C();
    ByteBuffer place = ByteBuffer.allocate(Long.BYTES + Integer.BYTES);
    crc.update(place.order(ByteOrder.LITTLE_ENDIAN).putLong(block).putInt(chunk).flip());
    crc.update(bytes, at, BLOCK_BYTES);
    return (int) crc.getValue();
  }

  private static long place(long block) {
    return BLOCKS_START + (block - FIRST_BLOCK) * STORED_BYTES;
  }
}
