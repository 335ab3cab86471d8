package dev.gyre.transport.netty;

/**
 * How many, and how much in all.
 *
 * @param connections accepted at most
 * @param newcomers of these, before their handshake is over
 * @param asksPerClient most unanswered commands of one client connection
 * @param askBytes most bytes of unanswered commands, over all clients of this node
 * @param reassemblyBytes most bytes of large messages that are being received, over all connections
 * @param waitingMessages most messages of a client that wait for one link to be made
 */
public record ConnectionLimits(
    int connections,
    int newcomers,
    int asksPerClient,
    long askBytes,
    long reassemblyBytes,
    int waitingMessages) {
  public static final ConnectionLimits DEFAULT =
      new ConnectionLimits(4_096, 256, 16_384, 64L << 20, 96L << 20, 4_096);

  public ConnectionLimits {
    if (connections < 1
        || newcomers < 1
        || asksPerClient < 1
        || askBytes < 1
        || reassemblyBytes < 1
        || waitingMessages < 1) {
      throw new IllegalArgumentException("limits are at least 1");
    }
  }
}
