package dev.gyre.transport.netty;

import dev.gyre.core.value.NodeId;
import dev.gyre.transport.netty.frame.Control;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A listener that behaves as badly as a test wants. */
final class RawListener implements AutoCloseable {
  private static final int HELLO = 128;

  private final ServerSocket socket;

  RawListener() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    socket.setSoTimeout((int) TestCluster.BOUND.toMillis());
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** Takes a connection and its greeting. */
  RawSocket greeted() throws IOException {
    RawSocket accepted = new RawSocket(socket.accept());
    accepted.expect(HELLO);
    return accepted;
  }

  RawSocket welcoming(NodeId as) throws IOException {
    RawSocket accepted = greeted();
    accepted.send(welcome(as, RawSocket.TAG));
    return accepted;
  }

  static Control.Welcome welcome(NodeId as, long tag) {
    return new Control.Welcome(1, as, 1, tag, 1, 0);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
