package dev.gyre.benchmarks.ceiling;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A log file whose blocks are all written before the first record, so that a force carries data
 * alone: growing the file would make each force a change of metadata too, at twice its cost. When
 * it is full it starts again from its beginning with the next lap, as a log that recycles its
 * segments does.
 *
 * <p>A group is {@code lap u32, length u32, crc u32} and its records; the checksum covers the lap,
 * the length and the records, so that a torn group, or one of an earlier lap, is told apart.
 */
final class Segment implements AutoCloseable {
  static final int HEADER_BYTES = 12;

  private static final int FILL_BYTES = 1 << 20;

  private final FileChannel file;
  private final long capacityBytes;
  private final CRC32C crc = new CRC32C();
  private long position;
  private int lap = 1;

  private Segment(FileChannel file, long capacityBytes) {
    this.file = file;
    this.capacityBytes = capacityBytes;
  }

  /** Opens a file of zeroes, forced, ready to take {@code capacityBytes} of groups a lap. */
  static Segment preallocate(Path path, long capacityBytes) throws IOException {
    FileChannel file = FileChannel.open(path, CREATE, READ, WRITE);
    ByteBuffer zeroes = ByteBuffer.allocateDirect(FILL_BYTES);
    for (long at = 0; at < capacityBytes; at += FILL_BYTES) {
      file.write(zeroes.clear(), at);
    }
    file.force(true);
    return new Segment(file, capacityBytes);
  }

  /**
   * Writes a group and forces it. The group's first {@link #HEADER_BYTES} bytes are left free for
   * its header; its position is 0 and its limit its end.
   */
  void append(ByteBuffer group) throws IOException {
    int length = group.remaining();
    if (length > capacityBytes) {
      throw new IOException("a group of " + length + " bytes does not fit the segment");
    }
    if (position + length > capacityBytes) {
      position = 0;
      lap++;
    }
    seal(group, length - HEADER_BYTES);
    for (long at = position; group.hasRemaining(); ) {
      at += file.write(group, at);
    }
    file.force(false);
    position += length;
  }

  private void seal(ByteBuffer group, int recordBytes) {
    group.putInt(0, lap).putInt(4, recordBytes);
    crc.reset();
    crc.update(group.slice(0, 8));
    crc.update(group.slice(HEADER_BYTES, recordBytes));
    group.putInt(8, (int) crc.getValue());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
