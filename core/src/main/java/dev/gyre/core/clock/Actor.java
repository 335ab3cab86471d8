package dev.gyre.core.clock;

import dev.gyre.core.value.NodeId;

/**
 * Who mints dots for one cell: a node, in one life, for one birth of the cell there. {@code birth}
 * is a node-wide number never used twice in a life, so no counter of an actor is ever used again
 * (DESIGN rule 1): not after a crash that lost unsynced cells (a new life), not after a cell was
 * removed and made anew (a new birth).
 */
public record Actor(int node, int life, long birth) implements Comparable<Actor> {
  /**
   * No birth: the actor of a node's rounds on registers, whose counters are those of their ballots.
   * In no version vector, for such counters have gaps.
   */
  public static final long REGISTER_BIRTH = 0;

  public Actor {
    if (node < 1 || node > NodeId.MAX || life < 1 || birth < REGISTER_BIRTH) {
      throw new IllegalArgumentException(
          "an actor has node and life of at least 1, birth of at least 0: "
              + node
              + "."
              + life
              + "."
              + birth);
    }
  }

  /** Node and life in one word, as version vectors keep it. */
  public long origin() {
    return ((long) node << Integer.SIZE) | life;
  }

  /** The actor whose {@link #origin} and birth these are. */
  public static Actor of(long origin, long birth) {
    return new Actor((int) (origin >>> Integer.SIZE), (int) origin, birth);
  }

  @Override
  public int compareTo(Actor other) {
    int byOrigin = Long.compare(origin(), other.origin());
    return byOrigin != 0 ? byOrigin : Long.compare(birth, other.birth);
  }

  @Override
  public String toString() {
    return "n" + node + "." + life + "." + birth;
  }
}
