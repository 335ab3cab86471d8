package dev.gyre.core.node;

/**
 * One start of a node. Every start without the mark of a clean shutdown is a new life; a clean one
 * continues after the last sequence number of its life, so that no request id and no birth is ever
 * used twice.
 *
 * @param directory the random name of its data directory (ADR 8); 0 for none
 */
public record Incarnation(int life, long lastSequence, long directory) {
  public Incarnation {
    if (life < 1 || lastSequence < 0) {
      throw new IllegalArgumentException("a life counts from 1, a sequence from 0");
    }
  }

  /** Of a node whose directory has no name. */
  public Incarnation(int life, long lastSequence) {
    this(life, lastSequence, 0);
  }

  public static Incarnation fresh(int life) {
    return new Incarnation(life, 0);
  }
}
