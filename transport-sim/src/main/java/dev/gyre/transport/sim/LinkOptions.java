package dev.gyre.transport.sim;

import java.time.Duration;

/**
 * What one direction of a link does to messages. Each fault has a probability and a strength, and
 * draws from a stream of its own, so that taking one away does not reshuffle the others.
 *
 * <p>Loss, duplication, reordering and corruption are for links between nodes. A client's link is a
 * connection, which masks them as TCP does: there only delay and bandwidth count.
 *
 * @param loss probability that a message vanishes
 * @param corruption probability that some of its bits flip, which its checksum must catch
 * @param bytesPerSecond what the link carries; {@link #UNLIMITED} for anything
 */
public record LinkOptions(
    Delay delay,
    double loss,
    Duplication duplication,
    Reordering reordering,
    double corruption,
    long bytesPerSecond) {
  public static final long UNLIMITED = 0;

  /** A rack's switch on a good day. */
  public static final LinkOptions CALM =
      new LinkOptions(
          Delay.between(Duration.ofNanos(50_000), Duration.ofNanos(150_000), Duration.ofMillis(2)),
          0,
          Duplication.NONE,
          Reordering.NONE,
          0,
          UNLIMITED);

  public LinkOptions {
    requireProbability("loss", loss);
    requireProbability("corruption", corruption);
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("a link cannot carry " + bytesPerSecond + " bytes/s");
    }
  }

  /**
   * How long a message is under way: {@code minNanos} and, on top, exponentially distributed, so
   * that the mean is {@code meanNanos}; cut at {@code maxNanos}. Equal numbers make it constant.
   */
  public record Delay(long minNanos, long meanNanos, long maxNanos) {
    public Delay {
      if (minNanos < 0 || meanNanos < minNanos || maxNanos < meanNanos) {
        throw new IllegalArgumentException(
            "a delay is 0 <= min <= mean <= max: " + minNanos + ", " + meanNanos + ", " + maxNanos);
      }
    }

    public static Delay between(Duration min, Duration mean, Duration max) {
      return new Delay(min.toNanos(), mean.toNanos(), max.toNanos());
    }

    public static Delay exactly(Duration delay) {
      return between(delay, delay, delay);
    }
  }

  /** With this probability a message comes twice, the second time up to so much later. */
  public record Duplication(double probability, long withinNanos) {
    public static final Duplication NONE = new Duplication(0, 1);

    public Duplication {
      requireProbability("duplication", probability);
      requirePositive("duplication", withinNanos);
    }
  }

  /** With this probability a message takes up to so much longer, while others overtake it. */
  public record Reordering(double probability, long withinNanos) {
    public static final Reordering NONE = new Reordering(0, 1);

    public Reordering {
      requireProbability("reordering", probability);
      requirePositive("reordering", withinNanos);
    }
  }

  public LinkOptions with(Delay other) {
    return new LinkOptions(other, loss, duplication, reordering, corruption, bytesPerSecond);
  }

  public LinkOptions with(Duplication other) {
    return new LinkOptions(delay, loss, other, reordering, corruption, bytesPerSecond);
  }

  public LinkOptions with(Reordering other) {
    return new LinkOptions(delay, loss, duplication, other, corruption, bytesPerSecond);
  }

  public LinkOptions withLoss(double probability) {
    return new LinkOptions(delay, probability, duplication, reordering, corruption, bytesPerSecond);
  }

  public LinkOptions withCorruption(double probability) {
    return new LinkOptions(delay, loss, duplication, reordering, probability, bytesPerSecond);
  }

  public LinkOptions withBytesPerSecond(long rate) {
    return new LinkOptions(delay, loss, duplication, reordering, corruption, rate);
  }

  private static void requireProbability(String what, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "the probability of " + what + " is in [0, 1], not " + probability);
    }
  }

  private static void requirePositive(String what, long nanos) {
    if (nanos < 1) {
      throw new IllegalArgumentException("the time of " + what + " is above 0, not " + nanos);
    }
  }
}
