package dev.gyre.core.node;

import dev.gyre.core.member.MemberSettings;

/**
 * Bounds of one node.
 *
 * @param valueBytes longest value
 * @param requests most requests coordinated at a time; past it they are refused as BUSY
 * @param requestBytes most bytes of values held by those requests
 * @param timeoutMillis longest time a request may ask for; a longer one is cut to it
 * @param clockBoundMillis how far ahead a sender's clock may be
 * @param members how it watches the others
 */
public record NodeLimits(
    int valueBytes,
    int requests,
    long requestBytes,
    int timeoutMillis,
    int clockBoundMillis,
    MemberSettings members) {
  public static final NodeLimits DEFAULT =
      new NodeLimits(8 << 20, 20_000, 96L << 20, 60_000, 500, MemberSettings.DEFAULT);

  public NodeLimits {
    if (valueBytes < 1 || requests < 1 || requestBytes < 1 || timeoutMillis < 1) {
      throw new IllegalArgumentException("node limits are at least 1");
    }
    if (clockBoundMillis < 0) {
      throw new IllegalArgumentException("a clock bound is at least 0");
    }
  }
}
