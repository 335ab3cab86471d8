package dev.gyre.storage.log;

import dev.gyre.core.wire.Output;
import dev.gyre.core.wire.Pieces;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The end of the log. Owned by the log worker; every method blocks on the disk or returns at once.
 * After an exception the log is broken and must not be used again.
 */
public final class LogWriter {

  private static final int SECTOR_BYTES = 4096;

  /** What is written at once of a group with large values. */
  private static final int WRITE_BYTES = 256 << 10;

  /** A full segment and the last sequence in it. */
  private record Full(Segment segment, long last) {}

  private final SegmentSupply supply;
  private final int life;
  private final Deque<Full> full = new ArrayDeque<>();
  private final Deque<Segment> spares = new ArrayDeque<>();
  private Segment current;
  private long offset;
  private long last;

  LogWriter(SegmentSupply supply, int life, Segment current, long offset, long last) {
    this.supply = supply;
    this.life = life;
    this.current = current;
    this.offset = offset;
    this.last = last;
  }

  /** Takes in a segment from before this start, oldest first. */
  void addFull(Segment segment, long lastSequence) {
    full.addLast(new Full(segment, lastSequence));
  }

  /**
   * Appends a group. The first {@link Group#HEADER_BYTES} of {@code bytes} are room for its header.
   */
  public void write(Output bytes, long first, int records) throws IOException {
    if (first != last + 1) {
      throw new IllegalStateException("the log ends at " + last + ", got " + first);
    }
    bytes.u8(Group.END);
    int payload = bytes.length() - Group.HEADER_BYTES;
    long span = Group.span(payload);
    if (span > current.sizeBytes() - offset) {
      roll(span);
    }
    int checksum = bytes.checksumFrom(Group.HEADER_BYTES);
    new Group(first, records, life, payload, checksum)
        .seal(bytes.array(), current.number(), offset);
    if (bytes.position() == bytes.length()) {
      current.file().write(offset, ByteBuffer.wrap(bytes.array(), 0, bytes.length()));
    } else {
      writePieces(bytes.pieces());
    }
    offset += span;
    last = first + records - 1;
  }

  /**
   * One write after the other, each of which ends with a sector: half a sector of a group would be
   * taken for rot, not for a write that was cut off ({@link Tail}).
   */
  private void writePieces(Pieces pieces) throws IOException {
    byte[] buffer = new byte[WRITE_BYTES];
    int length = pieces.length();
    int written = 0;
    while (written < length) {
      long at = offset + written;
      int room = WRITE_BYTES - (int) (at % SECTOR_BYTES);
      int count = Math.min(room, length - written);
      ByteBuffer target = ByteBuffer.wrap(buffer);
      pieces.visit(written, count, target::put);
      current.file().write(at, target.flip());
      written += count;
    }
  }

  public void force() throws IOException {
    current.file().force();
  }

  /** Whether the next roll would have to make a segment first. */
  public boolean wantsSpare() {
    return spares.isEmpty();
  }

  public void addSpare(Segment spare) {
    spares.addLast(spare);
  }

  /** Lets go of the segments that hold nothing after {@code sequence}. */
  public List<Segment> release(long sequence) {
    List<Segment> released = new ArrayList<>();
    while (!full.isEmpty() && full.peekFirst().last() <= sequence) {
      released.add(full.removeFirst().segment());
    }
    return released;
  }

  public void close() throws IOException {
    current.file().close();
    for (Full each : full) {
      each.segment().file().close();
    }
    for (Segment spare : spares) {
      spare.file().close();
    }
  }

  private void roll(long span) throws IOException {
    full.addLast(new Full(current, last));
    Segment next = spares.pollFirst();
    if (next == null || next.sizeBytes() < span) {
      if (next != null) {
        spares.addFirst(next);
      }
      next = supply.create(span);
    }
    current = next;
    offset = 0;
  }
}
