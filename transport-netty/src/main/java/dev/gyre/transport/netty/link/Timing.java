package dev.gyre.transport.netty.link;

/**
 * How long a connection waits.
 *
 * @param connectMillis for a socket to connect
 * @param handshakeMillis from connected (or accepted) to established, TLS included
 * @param pingMillis between pings of the side that dialled
 * @param silentPings how many of these intervals may pass without a whole frame before the
 *     connection counts as half open
 * @param drainMillis to finish what was accepted when going away
 */
public record Timing(
    int connectMillis, int handshakeMillis, int pingMillis, int silentPings, int drainMillis) {
  public static final Timing DEFAULT = new Timing(2_000, 5_000, 2_000, 3, 5_000);

  public Timing {
    if (connectMillis < 1
        || handshakeMillis < 1
        || pingMillis < 1
        || silentPings < 2
        || drainMillis < 0) {
      throw new IllegalArgumentException(
          "times are at least 1 ms, silentPings at least 2: "
              + connectMillis
              + ", "
              + handshakeMillis
              + ", "
              + pingMillis
              + ", "
              + silentPings
              + ", "
              + drainMillis);
    }
  }
}
