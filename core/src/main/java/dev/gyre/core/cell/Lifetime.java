package dev.gyre.core.cell;

/** How long a value is to be kept. */
public sealed interface Lifetime {
  Lifetime ENDLESS = new Endless();

  /** Ten years: what is to be kept for longer is to be kept. */
  long MOST_MILLIS = 10L * 366 * 24 * 3_600_000;

  record Endless() implements Lifetime {}

  /** For so long after the write. Only in commands: whoever names the write settles it. */
  record For(long millis) implements Lifetime {
    public For {
      if (millis < 1 || millis > MOST_MILLIS) {
        throw new IllegalArgumentException(
            "a lifetime is from 1 ms to " + MOST_MILLIS + " ms, not " + millis);
      }
    }
  }

  /** Until a moment by the cluster's hybrid logical clocks, in milliseconds since 1970. */
  record Until(long millis) implements Lifetime {
    public Until {
      if (millis < 1) {
        throw new IllegalArgumentException("a value lives until after 1970, not " + millis);
      }
    }
  }

  /**
   * The same with its end settled, for a write of that time: the stamp of a write is kept on every
   * retry, so a retry settles the same end.
   */
  default Lifetime from(long writtenMillis) {
    return switch (this) {
      case Endless endless -> endless;
      case For span -> new Until(writtenMillis + span.millis);
      case Until until -> until;
    };
  }

  default boolean isOver(long nowMillis) {
    return this instanceof Until until && until.millis <= nowMillis;
  }
}
