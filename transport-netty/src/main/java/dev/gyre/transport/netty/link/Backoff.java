package dev.gyre.transport.netty.link;

/**
 * How long to wait between attempts to connect: doubling, with jitter, so that the nodes that lost
 * one peer together do not come back together.
 *
 * @param leastMillis about the first wait
 * @param mostMillis the longest wait, also after a refusal that only a changed configuration cures
 */
public record Backoff(int leastMillis, int mostMillis) {
  public static final Backoff DEFAULT = new Backoff(50, 5_000);

  private static final int MAX_DOUBLINGS = 30;

  public Backoff {
    if (leastMillis < 1 || mostMillis < leastMillis) {
      throw new IllegalArgumentException(
          "waits are 1 <= least <= most: " + leastMillis + ", " + mostMillis);
    }
  }

  /**
   * @param failures in a row, from 1
   * @param draw uniform in [0, 1)
   * @return between half and all of the doubled wait
   */
  public int delayMillis(int failures, double draw) {
    long doubled = (long) leastMillis << Math.min(failures - 1, MAX_DOUBLINGS);
    return jittered((int) Math.min(doubled, mostMillis), draw);
  }

  /** After a refusal that will last. */
  public int longestMillis(double draw) {
    return jittered(mostMillis, draw);
  }

  private static int jittered(int millis, double draw) {
    return (int) Math.ceil(millis * (0.5 + draw / 2));
  }
}
