package dev.gyre.core.node;

/**
 * Bounds of one node.
 *
 * @param valueBytes longest value
 * @param requests most requests coordinated at a time; past it they are refused as BUSY
 * @param requestBytes most bytes of values held by those requests
 * @param timeoutMillis longest time a request may ask for; a longer one is cut to it
 * @param clockBoundMillis how far ahead a sender's clock may be
 * @param suspectMillis how long a peer may leave everything unanswered before others are asked
 *     first
 */
public record NodeLimits(
    int valueBytes,
    int requests,
    long requestBytes,
    int timeoutMillis,
    int clockBoundMillis,
    int suspectMillis) {
  public static final NodeLimits DEFAULT =
      new NodeLimits(8 << 20, 20_000, 96L << 20, 60_000, 500, 1_000);

  public NodeLimits {
    if (valueBytes < 1 || requests < 1 || requestBytes < 1 || timeoutMillis < 1) {
      throw new IllegalArgumentException("node limits are at least 1");
    }
    if (clockBoundMillis < 0 || suspectMillis < 1) {
      throw new IllegalArgumentException("clock bound from 0, suspicion from 1 ms");
    }
  }
}
