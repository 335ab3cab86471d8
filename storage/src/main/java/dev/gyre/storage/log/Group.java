package dev.gyre.storage.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The header of a record group, the unit that is written, forced and recovered as a whole. All
 * numbers little endian.
 *
 * <pre>
 *  0 i32 magic "GYRL"
 *  4 i32 payload length in bytes
 *  8 i64 sequence of the first record
 * 16 i32 number of records
 * 20 i32 life of the node that wrote it
 * 24 i32 CRC-32C of the payload
 * 28 i32 CRC-32C of bytes 0 to 27, the segment's number and the group's offset in it (i64 each)
 * 32     payload: the records, then a byte 0xE7
 *        zeros up to a multiple of 8
 * </pre>
 *
 * <p>The second checksum binds a group to its place: bytes that a disk misdirected are no group.
 *
 * @param first sequence of the first record; the groups of a log count on without gaps
 * @param records at least 1
 * @param payloadBytes at least 1
 */
public record Group(long first, int records, int life, int payloadBytes, int payloadChecksum) {
  public static final int HEADER_BYTES = 32;
  static final int ALIGNMENT = 8;

  /** The last byte of every payload: a write that was cut off ends in zeros instead. */
  static final int END = 0xE7;

  private static final int MAGIC = 0x4C52_5947;
  private static final int CHECKED_BYTES = 28;

  public long last() {
    return first + records - 1;
  }

  /** Bytes from this group's header to the next one's. */
  long span() {
    return span(payloadBytes);
  }

  static long span(int payloadBytes) {
    return ((long) HEADER_BYTES + payloadBytes + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** Writes the header into the first {@link #HEADER_BYTES} of {@code bytes}. */
  void seal(byte[] bytes, long segment, long offset) {
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0, MAGIC);
    header.putInt(4, payloadBytes);
    header.putLong(8, first);
    header.putInt(16, records);
    header.putInt(20, life);
    header.putInt(24, payloadChecksum);
    header.putInt(CHECKED_BYTES, placeChecksum(bytes, 0, segment, offset));
  }

  /**
   * The header at {@code offset} of a segment's {@code bytes}, or null when there is none that
   * belongs there and whose payload fits; the payload is not looked at.
   */
  static @Nullable Group headerAt(byte[] bytes, int offset, long segment) {
    if (bytes.length - offset < HEADER_BYTES || bytes[offset] != (byte) MAGIC) {
      return null;
    }
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (header.getInt(offset) != MAGIC
        || header.getInt(offset + CHECKED_BYTES) != placeChecksum(bytes, offset, segment, offset)) {
      return null;
    }
    int payloadBytes = header.getInt(offset + 4);
    int records = header.getInt(offset + 16);
    if (records < 1 || payloadBytes < 1 || payloadBytes > bytes.length - offset - HEADER_BYTES) {
      return null;
    }
    return new Group(
        header.getLong(offset + 8),
        records,
        header.getInt(offset + 20),
        payloadBytes,
        header.getInt(offset + 24));
  }

  boolean payloadMatches(byte[] bytes, int offset) {
    return payloadChecksum(bytes, offset + HEADER_BYTES, payloadBytes) == payloadChecksum;
  }

  static int payloadChecksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  private static int placeChecksum(byte[] bytes, int at, long segment, long offset) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, at, CHECKED_BYTES);
    ByteBuffer place = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    crc.update(place.putLong(segment).putLong(offset).flip());
    return (int) crc.getValue();
  }
}
