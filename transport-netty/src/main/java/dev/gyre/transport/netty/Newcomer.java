package dev.gyre.transport.netty;

import dev.gyre.core.message.Envelope;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.link.Connection;
import dev.gyre.transport.netty.link.ConnectionOwner;

/** A connection that somebody made to us, until it is known whose it is. */
final class Newcomer implements ConnectionOwner {
  private final Listener listener;
  private boolean decided;

  Newcomer(Listener listener) {
    this.listener = listener;
  }

  @Override
  public void handshake(Connection connection, Control.Handshake frame) {
    switch (frame) {
      case Control.Hello hello -> greeted(connection, hello);
      case Control.Welcome welcome -> connection.close("a Welcome that nobody asked for");
      case Control.Reject reject -> connection.close("a Reject that nobody asked for");
    }
  }

  private void greeted(Connection connection, Control.Hello hello) {
    int connectedLife =
        hello.role() instanceof Control.Peer peer ? listener.connectedLife(peer.node()) : -1;
    switch (listener.transport().admission().decide(hello, connectedLife)) {
      case Control.Welcome welcome -> {
        decide();
        letIn(connection, hello, welcome);
      }
      case Control.Reject reject -> {
        listener.turnedAway(connection, reject.reason(), reject.text());
        connection.send(reject);
        connection.closeAfterFlush("turned away: " + reject.text());
      }
      case Control.Hello impossible -> throw new IllegalStateException("decided to greet");
    }
  }

  private void letIn(Connection connection, Control.Hello hello, Control.Welcome welcome) {
    connection.send(welcome);
    connection.establish(
        new FrameCodec(welcome.clusterTag(), listener.context().limits().frames().messageBytes()));
    switch (hello.role()) {
      case Control.Peer peer -> {
        PeerSession session = new PeerSession(listener, peer, connection);
        connection.handOver(session);
        listener.enter(session);
      }
      case Control.ClientRole client -> {
        ClientSession session = new ClientSession(listener, client.name(), connection);
        connection.handOver(session);
        listener.enter(session);
        session.tellTopologyIfOlder(hello.epoch());
      }
    }
  }

  @Override
  public void message(Connection connection, Envelope envelope, int bytes) {
    connection.close("a message before the handshake");
  }

  @Override
  public void goingAway(Connection connection) {
    connection.close("gone before the handshake");
  }

  @Override
  public void unsent(Connection connection, Envelope envelope) {}

  @Override
  public void closed(Connection connection, String reason) {
    decide();
    listener.ended(connection, "unknown", reason);
  }

  private void decide() {
    if (!decided) {
      decided = true;
      listener.newcomerDecided();
    }
  }
}
