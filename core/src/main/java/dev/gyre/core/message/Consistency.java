package dev.gyre.core.message;

/**
 * How many owners must answer, chosen by every request (DESIGN section 4). Owners only: hints never
 * count.
 */
public sealed interface Consistency {
  Consistency ANY = new Named(Level.ANY);
  Consistency ONE = new Named(Level.ONE);
  Consistency QUORUM = new Named(Level.QUORUM);
  Consistency ALL = new Named(Level.ALL);
  Consistency LINEARIZABLE = new Named(Level.LINEARIZABLE);

  enum Level {
    ANY,
    ONE,
    QUORUM,
    ALL,
    LINEARIZABLE
  }

  record Named(Level level) implements Consistency {}

  /**
   * An explicit r or w: from 1 to the number of owners, checked against the ring by the
   * coordinator.
   */
  record Replicas(int count) implements Consistency {
    public Replicas {
      if (count < 1) {
        throw new IllegalArgumentException("r and w count from 1, not " + count);
      }
    }
  }

  /** Owners that must answer out of {@code owners}; more than there are means: cannot be served. */
  default int required(int owners) {
    return switch (this) {
      case Named named ->
          switch (named.level) {
            case ANY, ONE -> 1;
            case QUORUM, LINEARIZABLE -> owners / 2 + 1;
            case ALL -> owners;
          };
      case Replicas replicas -> replicas.count;
    };
  }
}
