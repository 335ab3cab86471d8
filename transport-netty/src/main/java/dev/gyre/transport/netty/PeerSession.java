package dev.gyre.transport.netty;

import dev.gyre.core.machine.Event;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.value.NodeId;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.link.Connection;
import dev.gyre.transport.netty.link.ConnectionOwner;

/** A connection that a peer made to us: its messages come in here. */
final class PeerSession implements ConnectionOwner {
  private final Listener listener;
  private final Control.Peer peer;
  private final Connection connection;

  PeerSession(Listener listener, Control.Peer peer, Connection connection) {
    this.listener = listener;
    this.peer = peer;
    this.connection = connection;
  }

  NodeId node() {
    return peer.node();
  }

  int life() {
    return peer.life();
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void handshake(Connection from, Control.Handshake frame) {
    from.close("a handshake after the handshake");
  }

  @Override
  public void message(Connection from, Envelope envelope, int bytes) {
    listener
        .transport()
        .received(
            new Event.Received(
                peer.node(), envelope.epoch(), envelope.stamp(), envelope.message()));
  }

  /** It closes the connection itself, once it has sent what it still has. */
  @Override
  public void goingAway(Connection from) {}

  @Override
  public void unsent(Connection from, Envelope envelope) {}

  @Override
  public void closed(Connection from, String reason) {
    listener.leave(this);
    listener.ended(from, peer.node().toString(), reason);
  }
}
