package dev.gyre.core.clock;

/**
 * One write event: the {@code counter}-th (from 1) that {@code actor} minted. Its sibling's
 * identity.
 */
public record Dot(Actor actor, long counter) implements Comparable<Dot> {
  public Dot {
    if (counter < 1) {
      throw new IllegalArgumentException("a dot counts from 1, not " + counter);
    }
  }

  @Override
  public int compareTo(Dot other) {
    int byActor = actor.compareTo(other.actor);
    return byActor != 0 ? byActor : Long.compare(counter, other.counter);
  }

  @Override
  public String toString() {
    return actor + ":" + counter;
  }
}
