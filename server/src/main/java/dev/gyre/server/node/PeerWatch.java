package dev.gyre.server.node;

import dev.gyre.core.value.NodeId;
import dev.gyre.transport.netty.TransportEvent;
import dev.gyre.transport.netty.frame.RejectReason;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs what happens to a node's connections, and knows which peers it can send to. */
final class PeerWatch implements Consumer<TransportEvent> {
  private static final Logger LOG = LoggerFactory.getLogger("dev.gyre.peers");

  private final NodeId self;
  private final Consumer<String> onLostData;

  /** Confined to the node's thread. */
  private final Set<NodeId> connected = new TreeSet<>();

  /** Why there is no connection, where one of the two sides refuses it. */
  private final Map<NodeId, String> refusals = new TreeMap<>();

  /**
   * A watch that has seen nothing.
   *
   * @param onLostData told what a peer says that knows this node with data that it has not now
   */
  PeerWatch(NodeId self, Consumer<String> onLostData) {
    this.self = self;
    this.onLostData = onLostData;
  }

  /** Why this peer and this node refuse each other, null when they do not. */
  @Nullable String refusal(NodeId peer) {
    return refusals.get(peer);
  }

  /** One sentence for each such peer. */
  Collection<String> refusals() {
    return refusals.values();
  }

  /** Peers that this node can send to, itself not among them. */
  int connected() {
    return connected.size();
  }

  boolean isConnected(NodeId peer) {
    return peer.equals(self) || connected.contains(peer);
  }

  @Override
  public void accept(TransportEvent event) {
    switch (event) {
      case TransportEvent.PeerConnected up -> {
        connected.add(up.node());
        refusals.remove(up.node());
        line(LOG.atInfo(), up.node())
            .addKeyValue("life", up.life())
            .addKeyValue("address", up.address())
            .log("peer connected");
      }
      case TransportEvent.PeerLost lost -> {
        connected.remove(lost.node());
        line(LOG.atInfo(), lost.node()).addKeyValue("reason", lost.reason()).log("peer lost");
      }
      case TransportEvent.PeerUnreachable away ->
          line(LOG.atInfo(), away.node())
              .addKeyValue("address", away.address())
              .addKeyValue("reason", away.reason())
              .log("peer cannot be reached; it is tried again");
      case TransportEvent.PeerRefusedUs refused -> {
        refusals.put(refused.node(), refused.text());
        line(LOG.atWarn(), refused.node())
            .addKeyValue("address", refused.address())
            .addKeyValue("reason", refused.reason())
            .log("peer refuses this node: " + refused.text());
        if (refused.reason() == RejectReason.LOST_DATA) {
          onLostData.accept(refused.node() + " refuses this node: " + refused.text());
        }
      }
      case TransportEvent.PeerUnfit unfit -> {
        refusals.put(unfit.node(), unfit.text());
        line(LOG.atWarn(), unfit.node())
            .addKeyValue("address", unfit.address())
            .addKeyValue("reason", unfit.reason())
            .log("this node refuses the peer: " + unfit.text());
      }
      case TransportEvent.PeerAccepted in ->
          line(LOG.atDebug(), in.node())
              .addKeyValue("life", in.life())
              .addKeyValue("remote", in.remote())
              .log("peer accepted");
      case TransportEvent.ClientAccepted in ->
          remote(LOG.atDebug(), in.remote()).addKeyValue("name", in.name()).log("client accepted");
      case TransportEvent.TurnedAway away ->
          remote(LOG.atWarn(), away.remote())
              .addKeyValue("reason", away.reason())
              .log("connection refused: " + away.text());
      case TransportEvent.TlsFailed failed ->
          remote(LOG.atWarn(), failed.remote())
              .addKeyValue("reason", failed.reason())
              .log("connection refused: TLS was not agreed");
      case TransportEvent.AcceptedClosed closed ->
          remote(LOG.atDebug(), closed.remote())
              .addKeyValue("who", closed.who())
              .addKeyValue("reason", closed.reason())
              .log("connection ended");
    }
  }

  private LoggingEventBuilder line(LoggingEventBuilder line, NodeId peer) {
    return line.addKeyValue("node", self).addKeyValue("peer", peer);
  }

  private LoggingEventBuilder remote(LoggingEventBuilder line, String remote) {
    return line.addKeyValue("node", self).addKeyValue("remote", remote);
  }
}
