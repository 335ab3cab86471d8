package dev.gyre.storage.log;

import dev.gyre.core.host.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The log as a start finds it.
 *
 * <p>Groups count on without gaps, and at most one is ever written but not forced. So whatever is
 * missing at the end was never acknowledged, and whatever is missing before a good group was:
 * {@link #replay} reports it.
 */
public final class LogHistory {

  /** Records from {@code first} to {@code last} that were durable once and cannot be read. */
  public record Gap(long first, long last) {}

  /** Told each group that is not in the tree yet, in order. */
  @FunctionalInterface
  public interface Visitor {
    void group(Group group, byte[] bytes, int payloadOffset) throws IOException;
  }

  private final Disk disk;

  /** By the sequence of their first group. */
  private final List<SegmentScan> used;

  /** Zeros from end to end. */
  private final Deque<Segment> blank;

  /** Without a good group, but not blank: a first write that was cut off, or rot. */
  private final List<Segment> spoilt;

  private final long nextNumber;
  private final Tail tail;

  private LogHistory(Disk disk, List<SegmentScan> scans, long nextNumber) {
    this.disk = disk;
    this.nextNumber = nextNumber;
    this.used = new ArrayList<>();
    this.blank = new ArrayDeque<>();
    this.spoilt = new ArrayList<>();
    Tail worst = Tail.BLANK;
    for (SegmentScan scan : scans) {
      if (!scan.isEmpty()) {
        used.add(scan);
      } else if (scan.tail() == Tail.BLANK) {
        blank.addLast(scan.segment());
      } else {
        spoilt.add(scan.segment());
        worst = worst.and(scan.tail());
      }
    }
    used.sort(Comparator.comparingLong(scan -> scan.extent().first()));
    this.tail = used.isEmpty() ? worst : worst.and(used.getLast().tail());
  }

  public static LogHistory read(Disk disk) throws IOException {
    List<SegmentScan> scans = new ArrayList<>();
    long highest = 0;
    for (String name : disk.list()) {
      Long number = Segment.numberOf(name);
      if (number != null) {
        highest = Math.max(highest, number);
        scans.add(SegmentScan.of(Segment.open(disk, number)));
      }
    }
    return new LogHistory(disk, scans, highest + 1);
  }

  /** Whether a file with this name is part of a log, finished or not. */
  public static boolean owns(String name) {
    String finished =
        name.endsWith(SegmentSupply.UNFINISHED)
            ? name.substring(0, name.length() - SegmentSupply.UNFINISHED.length())
            : name;
    return Segment.numberOf(finished) != null;
  }

  /** Sequence of the last good record, 0 when there is none. */
  public long last() {
    return used.isEmpty() ? 0 : used.getLast().extent().last();
  }

  public int highestLife() {
    int highest = 0;
    for (SegmentScan scan : used) {
      highest = Math.max(highest, scan.life());
    }
    return highest;
  }

  /** Whether the log ends in a group of which only a part was written. */
  public boolean isTorn() {
    return tail == Tail.TORN;
  }

  /** Whether the log ends in a group that was complete once and no longer is. */
  public boolean isRotten() {
    return tail == Tail.ROTTEN;
  }

  /** Visits the groups with records after {@code sequence}; returns what is missing among them. */
  public List<Gap> replay(long sequence, Visitor visitor) throws IOException {
    Chain chain = new Chain(sequence + 1, visitor);
    for (SegmentScan scan : used) {
      if (scan.extent().last() > sequence) {
        scan.replay(chain);
      }
    }
    return chain.gaps;
  }

  /**
   * The log from here on; {@code sequence} is the last one in the log or the tree. Forces the end
   * first: it may have been written by a process that died before it did.
   */
  public Log open(int life, long segmentBytes, long sequence) throws IOException {
    deleteUnfinished();
    SegmentSupply supply = new SegmentSupply(disk, segmentBytes, nextNumber);
    for (Segment segment : spoilt) {
      supply.delete(segment);
    }
    Segment current = used.isEmpty() ? blankSegment(supply, segmentBytes) : cleared(used.getLast());
    long offset = used.isEmpty() ? 0 : used.getLast().extent().endOffset();
    current.file().force();
    disk.forceDirectory();
    LogWriter writer = new LogWriter(supply, life, current, offset, sequence);
    for (int i = 0; i < used.size() - 1; i++) {
      writer.addFull(used.get(i).segment(), used.get(i).extent().last());
    }
    for (Segment spare : blank) {
      if (writer.wantsSpare() && spare.sizeBytes() == segmentBytes) {
        writer.addSpare(spare);
      } else {
        supply.delete(spare);
      }
    }
    return new Log(writer, supply);
  }

  /** A log that is open: the end, and what makes new segments for it. */
  public record Log(LogWriter writer, SegmentSupply supply) {}

  /**
   * Zeros behind the last group again, or the next start could not tell what was begun there. First
   * the payload, then the header's last byte, then its rest: at whatever byte a crash cuts this
   * off, what is left still lacks its end or a sector, and is never taken for a group that rotted.
   */
  private static Segment cleared(SegmentScan scan) throws IOException {
    int header = scan.extent().endOffset();
    int lastOfHeader = header + Group.HEADER_BYTES - 1;
    int end = scan.extent().contentEnd();
    clear(scan.segment(), lastOfHeader + 1, end);
    clear(scan.segment(), lastOfHeader, Math.min(end, lastOfHeader + 1));
    clear(scan.segment(), header, Math.min(end, lastOfHeader));
    return scan.segment();
  }

  private static void clear(Segment segment, int from, int to) throws IOException {
    if (to > from) {
      segment.file().write(from, ByteBuffer.allocate(to - from));
      segment.file().force();
    }
  }

  private Segment blankSegment(SegmentSupply supply, long segmentBytes) throws IOException {
    for (Segment segment : blank) {
      if (segment.sizeBytes() >= segmentBytes) {
        blank.remove(segment);
        return segment;
      }
    }
    return supply.create(0);
  }

  private void deleteUnfinished() throws IOException {
    for (String name : disk.list()) {
      if (owns(name) && name.endsWith(SegmentSupply.UNFINISHED)) {
        disk.delete(name);
      }
    }
  }

  /** Follows the sequences and notes where they jump. */
  private static final class Chain implements SegmentScan.Visitor {
    private final List<Gap> gaps = new ArrayList<>();
    private final Visitor visitor;
    private long expected;

    private Chain(long expected, Visitor visitor) {
      this.expected = expected;
      this.visitor = visitor;
    }

    @Override
    public void group(Group group, byte[] bytes, int payloadOffset) throws IOException {
      if (group.last() < expected) {
        return;
      }
      if (group.first() > expected) {
        gaps.add(new Gap(expected, group.first() - 1));
      }
      visitor.group(group, bytes, payloadOffset);
      expected = group.last() + 1;
    }
  }
}
