package dev.gyre.core.clock;

import dev.gyre.core.value.NodeId;

/**
 * Who mints dots for one cell: a node, in one life, for one birth of the cell there. {@code birth}
 * is a node-wide number never used twice in a life, so no counter of an actor is ever used again
 * (DESIGN rule 1): not after a crash that lost unsynced cells (a new life), not after a cell was
 * removed and made anew (a new birth).
 */
public record Actor(int node, int life, long birth) implements Comparable<Actor> {
  public Actor {
    if (node < 1 || node > NodeId.MAX || life < 1 || birth < 1) {
      throw new IllegalArgumentException(
          "an actor has node, life and birth of at least 1: " + node + "." + life + "." + birth);
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
