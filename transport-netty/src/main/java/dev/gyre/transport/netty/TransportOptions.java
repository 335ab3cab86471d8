package dev.gyre.transport.netty;

import dev.gyre.transport.netty.frame.ByteBudget;
import dev.gyre.transport.netty.frame.FrameBuffers;
import dev.gyre.transport.netty.frame.FrameLimits;
import dev.gyre.transport.netty.frame.OutboxLimits;
import dev.gyre.transport.netty.link.Backoff;
import dev.gyre.transport.netty.link.LinkContext;
import dev.gyre.transport.netty.link.SocketSettings;
import dev.gyre.transport.netty.link.Timing;
import dev.gyre.transport.netty.loop.NodeLoop;
import dev.gyre.transport.netty.statistics.Counters;

/**
 * Every bound and time of a transport.
 *
 * @param frames sizes on one connection; both ends should agree on {@code messageBytes}
 * @param queuedBytes most bytes for one peer or client that its socket has not taken: what would
 *     pass it is lost
 */
public record TransportOptions(
    FrameLimits frames,
    long queuedBytes,
    ConnectionLimits connections,
    Timing timing,
    Backoff redial,
    SocketSettings sockets) {
  public static final TransportOptions DEFAULT =
      new TransportOptions(
          FrameLimits.DEFAULT,
          40L << 20,
          ConnectionLimits.DEFAULT,
          Timing.DEFAULT,
          Backoff.DEFAULT,
          SocketSettings.DEFAULT);

  public TransportOptions {
    if (connections.reassemblyBytes() < frames.messageBytes()) {
      throw new IllegalArgumentException(
          "reassembly of "
              + connections.reassemblyBytes()
              + " bytes cannot take a message of "
              + frames.messageBytes());
    }
  }

  public TransportOptions with(FrameLimits other) {
    return new TransportOptions(other, queuedBytes, connections, timing, redial, sockets);
  }

  public TransportOptions with(ConnectionLimits other) {
    return new TransportOptions(frames, queuedBytes, other, timing, redial, sockets);
  }

  public TransportOptions with(Timing other) {
    return new TransportOptions(frames, queuedBytes, connections, other, redial, sockets);
  }

  public TransportOptions with(Backoff other) {
    return new TransportOptions(frames, queuedBytes, connections, timing, other, sockets);
  }

  public TransportOptions withQueuedBytes(long bytes) {
    return new TransportOptions(frames, bytes, connections, timing, redial, sockets);
  }

  /** For the connections of one loop. */
  public LinkContext contextOn(NodeLoop loop, Counters counters) {
    return new LinkContext(
        loop,
        new FrameBuffers(frames),
        counters,
        new OutboxLimits(frames, queuedBytes),
        new ByteBudget(connections.reassemblyBytes()),
        timing);
  }
}
