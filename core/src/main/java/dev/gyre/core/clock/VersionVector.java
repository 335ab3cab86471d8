package dev.gyre.core.clock;

import java.util.Arrays;

/**
 * For each actor the highest counter known, every lower one included: a lane always travels whole,
 * so what an actor minted arrives without gaps and no cloud of single dots is needed (Preguiça et
 * al., "Dotted Version Vectors", 2012; Almeida et al., "Scalable and Accurate Causality Tracking
 * for Eventually Consistent Stores", DAIS 2014).
 *
 * <p>Immutable. Inside, one sorted array: a tree map here cost ten times the time and memory of a
 * merge.
 */
public final class VersionVector {
  public static final VersionVector EMPTY = new VersionVector(new long[0]);
  private static final int WIDTH = 3;

  /**
   * Triples (node and life, birth, counter), sorted by the first two, no pair twice, counters at
   * least 1. Never written after construction.
   */
  private final long[] entries;

  private VersionVector(long[] entries) {
    this.entries = entries;
  }

  /** Reads every entry in order: for codecs and people. */
  @FunctionalInterface
  public interface Visitor {
    void entry(int node, int life, long birth, long counter);
  }

  /** Collects entries that come in order: for codecs. */
  public static final class Builder {
    private final long[] entries;
    private int length;

    public Builder(int size) {
      this.entries = new long[size * WIDTH];
    }

    /**
     * Adds the next entry; throws {@link IllegalArgumentException} when it is not after the last
     * one.
     */
    public void add(Actor actor, long counter) {
      boolean ascending =
          length == 0 || compare(entries, length - WIDTH, actor.origin(), actor.birth()) < 0;
      if (!ascending || counter < 1) {
        throw new IllegalArgumentException("entries must ascend and count from 1 at " + actor);
      }
      length = put(entries, length, actor.origin(), actor.birth(), counter);
    }

    public VersionVector build() {
      return length == 0 ? EMPTY : new VersionVector(Arrays.copyOf(entries, length));
    }
  }

  public static VersionVector of(Dot dot) {
    return EMPTY.with(dot);
  }

  public int size() {
    return entries.length / WIDTH;
  }

  public boolean isEmpty() {
    return entries.length == 0;
  }

  public Actor actorAt(int index) {
    return Actor.of(originAt(index), birthAt(index));
  }

  /** Node and life of an actor, as {@link Actor#origin}. */
  public long originAt(int index) {
    return entries[index * WIDTH];
  }

  public long birthAt(int index) {
    return entries[index * WIDTH + 1];
  }

  public long counterAt(int index) {
    return entries[index * WIDTH + 2];
  }

  /** The position of an actor among the entries, or -1: codecs write dots by it. */
  public int indexOf(long origin, long birth) {
    int position = find(origin, birth);
    return position < 0 ? -1 : position / WIDTH;
  }

  public long counterOf(Actor actor) {
    int position = find(actor.origin(), actor.birth());
    return position < 0 ? 0 : entries[position + 2];
  }

  public boolean covers(Dot dot) {
    return counterOf(dot.actor()) >= dot.counter();
  }

  public boolean covers(VersionVector other) {
    int mine = 0;
    for (int theirs = 0; theirs < other.entries.length; theirs += WIDTH) {
      while (mine < entries.length && compareAt(mine, other, theirs) < 0) {
        mine += WIDTH;
      }
      if (mine == entries.length
          || compareAt(mine, other, theirs) != 0
          || entries[mine + 2] < other.entries[theirs + 2]) {
        return false;
      }
    }
    return true;
  }

  public VersionVector with(Dot dot) {
    if (covers(dot)) {
      return this;
    }
    return merge(
        new VersionVector(new long[] {dot.actor().origin(), dot.actor().birth(), dot.counter()}));
  }

  /** The least vector that covers both. */
  public VersionVector merge(VersionVector other) {
    if (other.isEmpty() || this == other) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    long[] merged = new long[entries.length + other.entries.length];
    int length = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < entries.length || theirs < other.entries.length) {
      int order = order(mine, other, theirs);
      if (order < 0) {
        length = put(merged, length, entries, mine, entries[mine + 2]);
      } else if (order > 0) {
        length = put(merged, length, other.entries, theirs, other.entries[theirs + 2]);
      } else {
        long counter = Math.max(entries[mine + 2], other.entries[theirs + 2]);
        length = put(merged, length, entries, mine, counter);
      }
      mine += order <= 0 ? WIDTH : 0;
      theirs += order >= 0 ? WIDTH : 0;
    }
    return new VersionVector(length == merged.length ? merged : Arrays.copyOf(merged, length));
  }

  public void forEach(Visitor visitor) {
    for (int i = 0; i < entries.length; i += WIDTH) {
      visitor.entry((int) (entries[i] >>> 32), (int) entries[i], entries[i + 1], entries[i + 2]);
    }
  }

  private int order(int mine, VersionVector other, int theirs) {
    if (mine == entries.length) {
      return 1;
    }
    return theirs == other.entries.length ? -1 : compareAt(mine, other, theirs);
  }

  private int compareAt(int mine, VersionVector other, int theirs) {
    return compare(entries, mine, other.entries[theirs], other.entries[theirs + 1]);
  }

  private int find(long origin, long birth) {
    for (int i = 0; i < entries.length; i += WIDTH) {
      if (entries[i] == origin && entries[i + 1] == birth) {
        return i;
      }
    }
    return -1;
  }

  private static int compare(long[] entries, int at, long origin, long birth) {
    int byOrigin = Long.compare(entries[at], origin);
    return byOrigin != 0 ? byOrigin : Long.compare(entries[at + 1], birth);
  }

  private static int put(long[] into, int at, long[] from, int position, long counter) {
    return put(into, at, from[position], from[position + 1], counter);
  }

  private static int put(long[] into, int at, long origin, long birth, long counter) {
    into[at] = origin;
    into[at + 1] = birth;
    into[at + 2] = counter;
    return at + WIDTH;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VersionVector vector && Arrays.equals(entries, vector.entries);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(entries);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < size(); i++) {
      text.append(i == 0 ? "" : " ").append(actorAt(i)).append(':').append(entries[i * WIDTH + 2]);
    }
    return text.append('}').toString();
  }
}
