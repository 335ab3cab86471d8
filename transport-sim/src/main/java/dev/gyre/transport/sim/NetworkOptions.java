package dev.gyre.transport.sim;

import java.time.Duration;

/**
 * What holds for a whole network.
 *
 * @param links what each link does until it is told otherwise
 * @param messageBytes longest message, as in production
 * @param queuedBytes most bytes that wait on one slow or clogged link: what would pass it is lost
 * @param reachNextLife probability that a message under way to a node that crashes reaches its next
 *     life instead of vanishing with it
 * @param silenceNanos after which the ends of a cut connection notice
 * @param connectNanos after which a client gives an attempt to connect up
 */
public record NetworkOptions(
    LinkOptions links,
    int messageBytes,
    long queuedBytes,
    double reachNextLife,
    long silenceNanos,
    long connectNanos) {
  public static final NetworkOptions DEFAULT =
      new NetworkOptions(
          LinkOptions.CALM,
          25 << 20,
          32L << 20,
          0.5,
          Duration.ofSeconds(6).toNanos(),
          Duration.ofSeconds(2).toNanos());

  public NetworkOptions {
    if (messageBytes < 1 || queuedBytes < messageBytes || silenceNanos < 1 || connectNanos < 1) {
      throw new IllegalArgumentException(
          "bounds are at least 1, and a queue takes at least one message");
    }
    if (!(reachNextLife >= 0 && reachNextLife <= 1)) {
      throw new IllegalArgumentException("a probability is in [0, 1], not " + reachNextLife);
    }
  }

  public NetworkOptions with(LinkOptions other) {
    return new NetworkOptions(
        other, messageBytes, queuedBytes, reachNextLife, silenceNanos, connectNanos);
  }

  public NetworkOptions withReachNextLife(double probability) {
    return new NetworkOptions(
        links, messageBytes, queuedBytes, probability, silenceNanos, connectNanos);
  }
}
