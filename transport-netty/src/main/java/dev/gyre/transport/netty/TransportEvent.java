package dev.gyre.transport.netty;

import dev.gyre.core.value.NodeId;
import dev.gyre.transport.netty.frame.RejectReason;

/** What is worth a line in a node's log. */
public sealed interface TransportEvent {

  /** Our connection to a peer stands: messages go. */
  record PeerConnected(NodeId node, int life, String address) implements TransportEvent {}

  /** It stands no more; it is dialled again. */
  record PeerLost(NodeId node, String reason) implements TransportEvent {}

  /** Told once until the peer is connected again, not at each attempt. */
  record PeerUnreachable(NodeId node, String address, String reason) implements TransportEvent {}

  /** The peer turned us away. */
  record PeerRefusedUs(NodeId node, String address, RejectReason reason, String text)
      implements TransportEvent {}

  /** We turned a peer away that we had dialled. */
  record PeerUnfit(NodeId node, String address, RejectReason reason, String text)
      implements TransportEvent {}

  /** A peer connected to us: its messages come. */
  record PeerAccepted(NodeId node, int life, String remote) implements TransportEvent {}

  record ClientAccepted(String name, String remote) implements TransportEvent {}

  /** We turned somebody away. */
  record TurnedAway(String remote, RejectReason reason, String text) implements TransportEvent {}

  /** Somebody connected in the clear, or without a certificate that we trust, or mistrusts ours. */
  record TlsFailed(String remote, String reason) implements TransportEvent {}

  /** A connection that somebody made to us ended. {@code who}: as far as it was known. */
  record AcceptedClosed(String who, String remote, String reason) implements TransportEvent {}
}
