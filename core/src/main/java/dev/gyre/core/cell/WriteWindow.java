package dev.gyre.core.cell;

import static dev.gyre.core.cell.WindowRows.BIRTH;
import static dev.gyre.core.cell.WindowRows.CLIENT;
import static dev.gyre.core.cell.WindowRows.COUNTER;
import static dev.gyre.core.cell.WindowRows.ORIGIN;
import static dev.gyre.core.cell.WindowRows.RETRIED;
import static dev.gyre.core.cell.WindowRows.SEQUENCE;
import static dev.gyre.core.cell.WindowRows.WIDTH;
import static dev.gyre.core.cell.WindowRows.WRITE;

import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.clock.WriteId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The recent writes of a lane with the dots minted for each, so that a retry finds its first
 * attempt (DESIGN rule 3). It merges by union, and replicas that have merged with each other agree
 * on it byte for byte.
 *
 * <p>Immutable. Inside, one sorted array, as in a version vector: every message and every cell
 * carries a window, and as a list of records it made up most of a cell's objects.
 */
public final class WriteWindow {
  public static final WriteWindow EMPTY = new WriteWindow(new long[0], HybridClock.NONE, false);

  /**
   * A write and its dots.
   *
   * @param dots sorted, at least one; more than one when a retry was minted elsewhere
   * @param retried whether a dot was minted for a retry: only such a write can have dots not heard
   *     of, so it is remembered longer
   */
  public record Entry(WriteId id, List<Dot> dots, boolean retried) {
    public Entry {
      if (dots.isEmpty() || !id.isStamped()) {
        throw new IllegalArgumentException("a window entry has a stamp and a dot: " + id);
      }
    }

    public static Entry first(WriteId id, Dot dot) {
      return new Entry(id, List.of(dot), false);
    }
  }

  /** Collects rows that come in order: for codecs. */
  public static final class Builder {
    /** The words of the write under way. */
    private final long[] write = new long[WIDTH];

    private long[] rows;
    private int length;
    private boolean retried;

    public Builder(int writes) {
      this.rows = new long[writes * WIDTH];
    }

    /** Begins the next write. Its dots follow. */
    public Builder write(long stamp, long client, long sequence, boolean isRetried) {
      write[0] = stamp;
      write[CLIENT] = client;
      write[SEQUENCE] = sequence;
      write[RETRIED] = isRetried ? 1 : 0;
      retried |= isRetried;
      return this;
    }

    /**
     * Adds a dot of the write; throws {@link IllegalArgumentException} when the row is not after
     * the last one.
     *
     * @param origin of the dot's actor, as {@link Actor#origin}
     */
    public void dot(long origin, long birth, long counter) {
      if (length == rows.length) {
        rows = Arrays.copyOf(rows, length + Math.max(length, 4 * WIDTH));
      }
      System.arraycopy(write, 0, rows, length, WIDTH);
      rows[length + ORIGIN] = origin;
      rows[length + BIRTH] = birth;
      rows[length + COUNTER] = counter;
      boolean ascends =
          length == 0 || WindowRows.compare(rows, length - WIDTH, rows, length, RETRIED) < 0;
      if (!ascends || rows[length] == HybridClock.NONE) {
        throw new IllegalArgumentException("window entries have stamps and must ascend");
      }
      length += WIDTH;
    }

    public WriteWindow build(long evictedStamp) {
      return length == 0 && evictedStamp == HybridClock.NONE
          ? EMPTY
          : new WriteWindow(
              length == rows.length ? rows : Arrays.copyOf(rows, length), evictedStamp, retried);
    }
  }

  /**
   * {@link WindowRows}, a row for each dot, ascending; no write under two stamps. Never written
   * after construction.
   */
  private final long[] rows;

  /**
   * The highest stamp that ever fell out: an unknown retry at or below it may have been applied.
   */
  private final long evictedStamp;

  /** Whether it holds a retried write. */
  private final boolean retried;

  /** {@link LaneDigest#window}, once somebody has asked; 0 before. Any thread may compute it. */
  private long digest;

  private WriteWindow(long[] rows, long evictedStamp, boolean retried) {
    this.rows = rows;
    this.evictedStamp = evictedStamp;
    this.retried = retried;
  }

  /** A window of these; throws {@link IllegalArgumentException} when they do not ascend. */
  public static WriteWindow of(List<Entry> entries, long evictedStamp) {
    Builder builder = new Builder(entries.size());
    for (Entry entry : entries) {
      WriteId id = entry.id();
      builder.write(id.stamp(), id.client(), id.sequence(), entry.retried());
      for (Dot dot : entry.dots()) {
        builder.dot(dot.actor().origin(), dot.actor().birth(), dot.counter());
      }
    }
    return builder.build(evictedStamp);
  }

  /** Writes in it. */
  public int size() {
    return WindowRows.writes(rows, rows.length);
  }

  /** The writes as objects: for tokens, tests and people. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (int row = 0; row < rows(); ) {
      WriteId id = new WriteId(stampAt(row), clientAt(row), sequenceAt(row));
      boolean again = isRetried(row);
      Dot[] dots = new Dot[endOfWrite(row) - row];
      for (int i = 0; i < dots.length; i++) {
        dots[i] = new Dot(Actor.of(originAt(row), birthAt(row)), counterAt(row));
        row++;
      }
      entries.add(new Entry(id, List.of(dots), again));
    }
    return List.of(entries.toArray(Entry[]::new));
  }

  /** Of the last write; {@link HybridClock#NONE} in an empty window. */
  public long newestStamp() {
    return rows.length == 0 ? HybridClock.NONE : stampAt(rows() - 1);
  }

  public long evictedStamp() {
    return evictedStamp;
  }

  /** Stands for the window in a lane's digest. Remembered: a cell asks before and after a write. */
  long digest() {
    long known = digest;
    if (known == 0) {
      known = LaneDigest.window(this);
      digest = known;
    }
    return known;
  }

  /** Dots in it, each a row. */
  public int rows() {
    return rows.length / WIDTH;
  }

  /** The first row after those of the write at {@code row}. */
  public int endOfWrite(int row) {
    return WindowRows.endOfWrite(rows, row * WIDTH, rows.length) / WIDTH;
  }

  public long stampAt(int row) {
    return rows[row * WIDTH];
  }

  public long clientAt(int row) {
    return rows[row * WIDTH + CLIENT];
  }

  public long sequenceAt(int row) {
    return rows[row * WIDTH + SEQUENCE];
  }

  /** Of the dot's actor, as {@link Actor#origin}. */
  public long originAt(int row) {
    return rows[row * WIDTH + ORIGIN];
  }

  public long birthAt(int row) {
    return rows[row * WIDTH + BIRTH];
  }

  public long counterAt(int row) {
    return rows[row * WIDTH + COUNTER];
  }

  public boolean isRetried(int row) {
    return rows[row * WIDTH + RETRIED] != 0;
  }

  /** The writes that were retried: few or none. */
  List<Entry> retriedEntries() {
    return retried ? entries().stream().filter(Entry::retried).toList() : List.of();
  }

  /** Whether it knows the write, under whatever stamp. */
  public boolean knows(WriteId id) {
    return knows(id.client(), id.sequence());
  }

  private boolean knows(long client, long sequence) {
    for (int at = rows.length - WIDTH; at >= 0; at -= WIDTH) {
      if (rows[at + CLIENT] == client && rows[at + SEQUENCE] == sequence) {
        return true;
      }
    }
    return false;
  }

  /** Whether every dot known for the sibling's write is carried by one of {@code siblings}. */
  boolean isWhole(Sibling sibling, List<Sibling> siblings) {
    WriteId id = sibling.writeId();
    for (int row = 0; row < rows(); row++) {
      boolean named = clientAt(row) == id.client() && sequenceAt(row) == id.sequence();
      if (named && !isCarried(row, siblings)) {
        return false;
      }
    }
    return true;
  }

  private boolean isCarried(int row, List<Sibling> siblings) {
    for (Sibling sibling : siblings) {
      Dot dot = sibling.dot();
      if (dot.counter() == counterAt(row)
          && dot.actor().birth() == birthAt(row)
          && dot.actor().origin() == originAt(row)) {
        return true;
      }
    }
    return false;
  }

  /** With these writes, in any order. */
  WriteWindow union(List<Entry> others, int capacity) {
    return others.size() == 1
        ? union(of(others, HybridClock.NONE), capacity)
        : WindowUnion.of(entries(), others, evictedStamp, capacity);
  }

  WriteWindow union(WriteWindow other, int capacity) {
    long evicted = Math.max(evictedStamp, other.evictedStamp);
    if (other.rows.length == 0 && evicted == evictedStamp) {
      return this;
    }
    if (retried || other.retried || !agreesOnStampsWith(other)) {
      return WindowUnion.of(entries(), other.entries(), evicted, capacity);
    }
    int lead = leadOver(other);
    return lead >= 0
        ? bounded(lead, other.rows, evicted, capacity)
        : bounded(0, WindowRows.zip(rows, other.rows), evicted, capacity);
  }

  /**
   * Whether no write has one stamp here and another there: it would not meet itself in {@link
   * WindowRows#zip}. Windows of one cell differ in few writes, so the inner search is rare.
   */
  private boolean agreesOnStampsWith(WriteWindow other) {
    int mine = 0;
    for (int theirs = 0; theirs < other.rows.length; theirs += WIDTH) {
      while (mine < rows.length && WindowRows.compare(rows, mine, other.rows, theirs, WRITE) < 0) {
        mine += WIDTH;
      }
      boolean met =
          mine < rows.length && WindowRows.compare(rows, mine, other.rows, theirs, WRITE) == 0;
      if (!met && knows(other.rows[theirs + CLIENT], other.rows[theirs + SEQUENCE])) {
        return false;
      }
    }
    return true;
  }

  /**
   * The usual union is of a window with a later state of itself: some of the oldest rows are gone,
   * newer ones came. Gives the length of what comes here before the other's first row if all that
   * follows it is what the other begins with, else -1.
   */
  private int leadOver(WriteWindow other) {
    if (other.rows.length == 0) {
      return rows.length;
    }
    int lead = 0;
    while (lead < rows.length && WindowRows.compare(rows, lead, other.rows, 0, WIDTH) < 0) {
      lead += WIDTH;
    }
    boolean cutsAWrite =
        lead > 0 && WindowRows.compare(rows, lead - WIDTH, other.rows, 0, WRITE) == 0;
    int common = rows.length - lead;
    boolean begins =
        common <= other.rows.length
            && Arrays.equals(rows, lead, rows.length, other.rows, 0, common);
    return begins && !cutsAWrite ? lead : -1;
  }

  /**
   * The first {@code lead} words of this window's rows, then {@code rest}, without the oldest: what
   * is beyond the capacity, and what is old beyond a few. No write of them was retried.
   */
  private WriteWindow bounded(int lead, long[] rest, long evictedSoFar, int capacity) {
    int writes = WindowRows.writes(rows, lead) + WindowRows.writes(rest, rest.length);
    int last = lead + rest.length - WIDTH;
    long newest = last < 0 ? HybridClock.NONE : stampAt(last, lead, rest);
    long horizon = newest - HybridClock.at(WindowUnion.HORIZON_MILLIS);
    long evicted = evictedSoFar;
    int dropped = 0;
    while (writes > capacity
        || (writes > WindowUnion.ALWAYS_KEPT && stampAt(dropped, lead, rest) < horizon)) {
      evicted = Math.max(evicted, stampAt(dropped, lead, rest));
      dropped =
          dropped < lead
              ? WindowRows.endOfWrite(rows, dropped, lead)
              : lead + WindowRows.endOfWrite(rest, dropped - lead, rest.length);
      writes--;
    }
    return new WriteWindow(concatenated(dropped, lead, rest), evicted, false);
  }

  private long stampAt(int word, int lead, long[] rest) {
    return word < lead ? rows[word] : rest[word - lead];
  }

  /** Shares {@code rest} when nothing else is left. */
  private long[] concatenated(int from, int lead, long[] rest) {
    if (from >= lead) {
      return from == lead ? rest : Arrays.copyOfRange(rest, from - lead, rest.length);
    }
    long[] all = Arrays.copyOfRange(rows, from, lead + rest.length);
    System.arraycopy(rest, 0, all, lead - from, rest.length);
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WriteWindow window
        && window.evictedStamp == evictedStamp
        && Arrays.equals(window.rows, rows);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(rows) * 31 + Long.hashCode(evictedStamp);
  }

  @Override
  public String toString() {
    return entries() + (evictedStamp == 0 ? "" : " evicted " + HybridClock.print(evictedStamp));
  }
}
