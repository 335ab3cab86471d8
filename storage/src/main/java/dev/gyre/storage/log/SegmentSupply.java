package dev.gyre.storage.log;

import dev.gyre.core.host.Disk;
import dev.gyre.core.host.Disk.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Makes segments, all zeros: in the blocks of one that is no longer needed where there is one, else
 * in a new file. A segment gets its name only when all of it is on the disk.
 *
 * <p>Shared by the log worker ({@link #create}, rare) and the checkpoint worker (the rest), so the
 * few shared words are guarded.
 */
public final class SegmentSupply {
  static final String UNFINISHED = ".new";
  private static final int STEP_BYTES = 1 << 20;

  /**
   * A checkpoint releases several segments at once, and the next ones are made of them: zeroing new
   * ones instead doubled what the disk had to write, beside the log's own forces.
   */
  private static final int MOST_RELEASED = 2;

  private static final ByteBuffer ZEROS = ByteBuffer.allocate(STEP_BYTES).asReadOnlyBuffer();

  private final Disk disk;
  private final long segmentBytes;

  /** Released segments to make new ones of. Only the checkpoint worker looks at it. */
  private final Deque<Segment> released = new ArrayDeque<>();

  /** The next number to give out. */
  private long next;

  SegmentSupply(Disk disk, long segmentBytes, long next) {
    this.disk = disk;
    this.segmentBytes = segmentBytes;
    this.next = next;
  }

  /** At once, for a group of {@code span} bytes for which nothing was prepared. */
  Segment create(long span) throws IOException {
    // A released one would do, but they are the checkpoint worker's, and this runs on the log's.
    Preparation preparation = new Preparation(takeNumber(), Math.max(span, segmentBytes), false);
    Segment segment = preparation.step();
    while (segment == null) {
      segment = preparation.step();
    }
    return segment;
  }

  /** Takes a segment back: kept to be used again if there are few of them, else deleted. */
  public void release(Segment segment) throws IOException {
    if (released.size() < MOST_RELEASED && segment.sizeBytes() == segmentBytes) {
      released.addLast(segment);
    } else {
      delete(segment);
    }
  }

  void delete(Segment segment) throws IOException {
    segment.file().close();
    disk.delete(Segment.name(segment.number()));
  }

  /** Begins to make a spare segment: call {@link Preparation#step} until it gives one. */
  public Preparation prepare() {
    return new Preparation(takeNumber(), segmentBytes, true);
  }

  public void close() throws IOException {
    for (Segment segment : released) {
      segment.file().close();
    }
    released.clear();
  }

  private synchronized long takeNumber() {
    return next++;
  }

  /** A segment in the making, one bounded step after the other. */
  public final class Preparation {
    private final long number;
    private final long sizeBytes;
    private final boolean mayReuse;
    private @Nullable OpenFile file;
    private long written;

    private Preparation(long number, long sizeBytes, boolean mayReuse) {
      this.number = number;
      this.sizeBytes = sizeBytes;
      this.mayReuse = mayReuse;
    }

    /** Writes at most 1 MiB; returns the segment with the last step, null before. */
    public @Nullable Segment step() throws IOException {
      String name = Segment.name(number);
      OpenFile target = file == null ? begin(name + UNFINISHED) : file;
      file = target;
      if (written < sizeBytes) {
        int length = (int) Math.min(STEP_BYTES, sizeBytes - written);
        target.write(written, ZEROS.slice(0, length));
        // Here and not once at the end: a force of 16 MiB would hold up the log's own.
        target.force();
        written += length;
        return null;
      }
      disk.rename(name + UNFINISHED, name);
      disk.forceDirectory();
      return new Segment(number, target, sizeBytes);
    }

    /** Of a released segment only the blocks are wanted: it loses its name before its content. */
    private OpenFile begin(String name) throws IOException {
      if (!mayReuse || released.isEmpty()) {
        return disk.open(name);
      }
      Segment old = released.removeFirst();
      disk.rename(Segment.name(old.number()), name);
      disk.forceDirectory();
      return old.file();
    }

    /** Leaves the unfinished file for the next start to delete. */
    public void abandon() throws IOException {
      if (file != null) {
        file.close();
      }
    }
  }
}
