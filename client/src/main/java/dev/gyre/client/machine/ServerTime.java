package dev.gyre.client.machine;

import dev.gyre.core.clock.HybridClock;

/**
 * The servers' hybrid logical time as a client without a clock of its own knows it: the stamp last
 * seen, plus the time elapsed here since. So a client is never ahead of the node it heard last by
 * more than the drift of two clocks. A value.
 *
 * @param last the latest stamp given or seen; {@link HybridClock#NONE} before the first
 * @param baseMillis the milliseconds of the stamp seen last
 * @param seenAtMillis when it was seen, by the local clock
 */
record ServerTime(long last, long baseMillis, long seenAtMillis) {
  static final ServerTime UNKNOWN = new ServerTime(HybridClock.NONE, 0, 0);

  boolean isKnown() {
    return last != HybridClock.NONE;
  }

  /** After a message stamped so: later stamps are after it. */
  ServerTime observe(long stamp, long nowMillis) {
    if (stamp == HybridClock.NONE) {
      return this;
    }
    return new ServerTime(Math.max(last, stamp), HybridClock.millis(stamp), nowMillis);
  }

  /** After a node refused our stamp as too far ahead: its time, whatever others had said. */
  ServerTime fallBack(long stamp, long nowMillis) {
    return stamp == HybridClock.NONE
        ? this
        : new ServerTime(stamp, HybridClock.millis(stamp), nowMillis);
  }

  /** A new event; its stamp is {@link #last}. Stays unknown while nothing was seen. */
  ServerTime next(long nowMillis) {
    if (!isKnown()) {
      return this;
    }
    long estimate = baseMillis + Math.max(0, nowMillis - seenAtMillis);
    return new ServerTime(HybridClock.next(last, estimate), baseMillis, seenAtMillis);
  }
}
