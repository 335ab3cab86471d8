package dev.gyre.scenarios.dsl;

import java.time.Duration;

/**
 * What a bad link does to each message; what is 0 it does not do.
 *
 * @param latency on top of what is usual, exponentially distributed about this mean
 * @param loss probability
 * @param duplication probability of a second copy, up to 400 ms later
 * @param reordering probability of being overtaken, by up to 50 ms
 * @param corruption probability of flipped bits
 * @param bytesPerSecond of a slow link; 0 is unlimited
 */
public record Trouble(
    Duration latency,
    double loss,
    double duplication,
    double reordering,
    double corruption,
    long bytesPerSecond) {
  public static final Trouble NONE = new Trouble(Duration.ZERO, 0, 0, 0, 0, 0);

  public Trouble {
    Spans.requireNotNegative("latency", latency);
    Spans.requireProbability("loss", loss);
    Spans.requireProbability("duplication", duplication);
    Spans.requireProbability("reordering", reordering);
    Spans.requireProbability("corruption", corruption);
    Spans.requireBetween("bytes-per-second", bytesPerSecond, 0, Long.MAX_VALUE);
  }

  public Trouble latency(Duration mean) {
    return new Trouble(mean, loss, duplication, reordering, corruption, bytesPerSecond);
  }

  public Trouble loss(double probability) {
    return new Trouble(latency, probability, duplication, reordering, corruption, bytesPerSecond);
  }

  public Trouble duplication(double probability) {
    return new Trouble(latency, loss, probability, reordering, corruption, bytesPerSecond);
  }

  public Trouble reordering(double probability) {
    return new Trouble(latency, loss, duplication, probability, corruption, bytesPerSecond);
  }

  public Trouble corruption(double probability) {
    return new Trouble(latency, loss, duplication, reordering, probability, bytesPerSecond);
  }

  public Trouble bytesPerSecond(long rate) {
    return new Trouble(latency, loss, duplication, reordering, corruption, rate);
  }
}
