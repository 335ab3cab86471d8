package dev.gyre.core.clock;

/**
 * Hybrid logical clock (Kulkarni, Demirbas et al., "Logical Physical Clocks", OPODIS 2014). A stamp
 * is one long: milliseconds since 1970 in the upper 48 bits, a counter in the lower 16. Stamps are
 * compared as numbers.
 *
 * <p>A pure function over the last stamp, because its owner (the node, the client) is the state. A
 * full counter carries into the milliseconds: the clock then runs ahead of the wall by what it was
 * driven, never backwards.
 */
public final class HybridClock {
  public static final long NONE = 0;
  private static final int COUNTER_BITS = 16;

  private HybridClock() {}

  public static long at(long wallMillis) {
    return wallMillis << COUNTER_BITS;
  }

  public static long millis(long stamp) {
    return stamp >>> COUNTER_BITS;
  }

  /** The stamp of a new local event: later than {@code last} and not before the wall clock. */
  public static long next(long last, long wallMillis) {
    return Math.max(last + 1, at(wallMillis));
  }

  /** The clock after a message stamped {@code received} came in. */
  public static long observe(long last, long received, long wallMillis) {
    return Math.max(Math.max(last, received) + 1, at(wallMillis));
  }

  /**
   * Whether a sender's stamp is further ahead of our wall clock than {@code boundMillis}: refuse
   * it.
   */
  public static boolean isTooFarAhead(long received, long wallMillis, long boundMillis) {
    return millis(received) > wallMillis + boundMillis;
  }

  public static String print(long stamp) {
    return millis(stamp) + "+" + (stamp & ((1 << COUNTER_BITS) - 1));
  }
}
