package dev.gyre.storage.log;

import dev.gyre.core.host.Disk.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What one segment file holds.
 *
 * @param tail what is behind its last good group
 * @param life highest life that wrote a group in it, 0 when it has none
 */
record SegmentScan(Segment segment, Extent extent, Tail tail, int life) {

  /**
   * Where its groups are.
   *
   * @param first sequence of its first good group, 0 when it has none
   * @param last sequence of the last record of its last good group, 0 when it has none
   * @param endOffset where its last good group ends
   * @param contentEnd behind its last byte that is not zero
   */
  record Extent(long first, long last, int endOffset, int contentEnd) {}

  /** Told each good group in the order of the file. */
  @FunctionalInterface
  interface Visitor {
    void group(Group group, byte[] bytes, int payloadOffset) throws IOException;
  }

  boolean isEmpty() {
    return extent.last() == 0;
  }

  static SegmentScan of(Segment segment) throws IOException {
    byte[] bytes = load(segment);
    Summary summary = new Summary();
    visit(segment, bytes, summary);
    int contentEnd = Tail.lastNonZero(bytes, summary.end) + 1;
    Extent extent = new Extent(summary.first, summary.last, summary.end, contentEnd);
    Tail tail = Tail.of(bytes, summary.end, segment.number());
    return new SegmentScan(segment, extent, tail, summary.life);
  }

  void replay(Visitor visitor) throws IOException {
    visit(segment, load(segment), visitor);
  }

  private static void visit(Segment segment, byte[] bytes, Visitor visitor) throws IOException {
    int content = Tail.lastNonZero(bytes, 0) + 1;
    int offset = 0;
    while (offset < content) {
      Group group = goodGroupAt(bytes, offset, segment.number());
      if (group == null) {
        offset = nextGood(bytes, offset + Group.ALIGNMENT, content, segment.number());
      } else {
        visitor.group(group, bytes, offset + Group.HEADER_BYTES);
        offset += (int) group.span();
      }
    }
  }

  /** Where the next good group begins, or the end: one behind a bad one shows what is missing. */
  private static int nextGood(byte[] bytes, int from, int content, long segment) {
    int offset = from;
    while (offset < content && goodGroupAt(bytes, offset, segment) == null) {
      offset += Group.ALIGNMENT;
    }
    return offset;
  }

  private static @Nullable Group goodGroupAt(byte[] bytes, int offset, long segment) {
    Group group = Group.headerAt(bytes, offset, segment);
    return group != null && group.payloadMatches(bytes, offset) ? group : null;
  }

  private static byte[] load(Segment segment) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(segment.sizeBytes())];
    OpenFile file = segment.file();
    int read = file.read(0, ByteBuffer.wrap(bytes));
    if (read < bytes.length) {
      throw new IOException(
          "read " + read + " of " + bytes.length + " bytes of log segment " + segment.number());
    }
    return bytes;
  }

  private static final class Summary implements Visitor {
    private long first;
    private long last;
    private int end;
    private int life;

    @Override
    public void group(Group group, byte[] bytes, int payloadOffset) {
      first = first == 0 ? group.first() : first;
      last = group.last();
      end = (int) (payloadOffset - Group.HEADER_BYTES + group.span());
      life = Math.max(life, group.life());
    }
  }
}
