package dev.gyre.transport.netty;

import dev.gyre.core.message.Envelope;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.frame.Versions;
import dev.gyre.transport.netty.link.Backoff;
import dev.gyre.transport.netty.link.Connection;
import dev.gyre.transport.netty.link.Dialler;
import dev.gyre.transport.netty.link.HostPort;
import dev.gyre.transport.netty.link.LinkContext;
import dev.gyre.transport.netty.statistics.Counter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Our ways to all peers: one link to each member of the topology but ourselves. */
final class PeerLinks {
  private final NettySetup setup;
  private final LinkContext context;
  private final Dialler dialler;

  /** Looked up for each message, never iterated. */
  private final Map<NodeId, PeerLink> byNode = new HashMap<>();

  /** The same links in order. */
  private final Map<NodeId, PeerLink> ordered = new TreeMap<>();

  private Topology topology;

  PeerLinks(NettySetup setup, LinkContext context, Dialler dialler) {
    this.setup = setup;
    this.context = context;
    this.dialler = dialler;
    this.topology = setup.topology();
  }

  /** Dials new members and lets go of former ones. */
  void use(Topology next) {
    topology = next;
    Map<NodeId, PeerLink> former = new TreeMap<>(ordered);
    for (Member member : next.members()) {
      NodeId peer = member.id();
      PeerLink known = former.remove(peer);
      HostPort address = setup.addressOf(member);
      if (peer.equals(identity().node()) || (known != null && known.leadsTo(address))) {
        continue;
      }
      if (known != null) {
        known.close();
      }
      PeerLink link = new PeerLink(this, peer, address);
      ordered.put(peer, link);
      byNode.put(peer, link);
      link.dial();
    }
    former.forEach(
        (peer, link) -> {
          ordered.remove(peer);
          byNode.remove(peer);
          link.close();
        });
  }

  void send(NodeId to, Envelope envelope) {
    PeerLink link = byNode.get(to);
    if (link == null) {
      context.counters().increment(Counter.DROPPED_DISCONNECTED);
    } else {
      link.send(envelope);
    }
  }

  void close() {
    ordered.values().forEach(PeerLink::close);
  }

  List<Connection> connections() {
    List<Connection> open = new ArrayList<>();
    for (PeerLink link : ordered.values()) {
      @Nullable Connection connection = link.connection();
      if (connection != null) {
        open.add(connection);
      }
    }
    return open;
  }

  Control.Hello hello() {
    return new Control.Hello(
        Versions.OURS,
        new Control.Peer(identity().node(), identity().life()),
        identity().clusterTag(),
        topology.epoch(),
        identity().standing(topology));
  }

  Topology topology() {
    return topology;
  }

  NodeIdentity identity() {
    return setup.identity();
  }

  LinkContext context() {
    return context;
  }

  Dialler dialler() {
    return dialler;
  }

  Backoff redial() {
    return setup.options().redial();
  }

  RandomGenerator random() {
    return setup.random();
  }

  /** What we ask of whom we dial. */
  Admission admission() {
    return new Admission(identity(), topology, true, 0, setup.memory());
  }

  void tell(TransportEvent event) {
    Consumer<TransportEvent> listener = setup.listener();
    listener.accept(event);
  }
}
