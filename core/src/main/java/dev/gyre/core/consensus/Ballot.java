package dev.gyre.core.consensus;

/**
 * The number of one round on one register, by counter first. A node takes the next one in its own
 * cell and its life is part of it, so that no ballot is ever used for two rounds (DESIGN rule 1):
 * not after an ambiguous failure, which takes a higher one, and not after a crash that lost what
 * was not forced, which is a new life. Clocks have no part in it: one that jumped blocks nothing.
 */
public record Ballot(long counter, int node, int life) implements Comparable<Ballot> {
  /** Below every other: nothing promised, nothing accepted, never written. */
  public static final Ballot NONE = new Ballot(0, 0, 0);

  public Ballot {
    boolean none = counter == 0 && node == 0 && life == 0;
    if (!none && (counter < 1 || node < 1 || life < 1)) {
      throw new IllegalArgumentException(
          "a ballot has counter, node and life of at least 1: " + print(counter, node, life));
    }
  }

  public boolean isNone() {
    return counter == 0;
  }

  /** The node's next one above this. */
  public Ballot next(int byNode, int inLife) {
    return new Ballot(Math.addExact(counter, 1), byNode, inLife);
  }

  public Ballot max(Ballot other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public int compareTo(Ballot other) {
    int byCounter = Long.compare(counter, other.counter);
    if (byCounter != 0) {
      return byCounter;
    }
    int byNode = Integer.compare(node, other.node);
    return byNode != 0 ? byNode : Integer.compare(life, other.life);
  }

  @Override
  public String toString() {
    return isNone() ? "none" : print(counter, node, life);
  }

  private static String print(long counter, int node, int life) {
    return counter + ".n" + node + "." + life;
  }
}
