package dev.gyre.transport.sim;

import dev.gyre.core.host.Client;
import dev.gyre.core.host.Inbox;
import dev.gyre.core.host.Transport;
import dev.gyre.core.machine.Event;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.core.wire.MalformedException;
import dev.gyre.core.wire.Output;
import dev.gyre.sim.SimWorker;
import java.util.HashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The transport of one life of one node. Made by {@link SimNetwork#attach}. */
public final class SimTransport implements Transport {
  private final SimNetwork network;
  private final NodeId node;
  private final String name;
  private final SimWorker worker;
  private final ClusterId cluster;
  private final FrameCodec codec;
  private final Inbox<Event.Received> inbox = new Inbox<>();

  /** Looked up for each message, never iterated. */
  private final HashMap<NodeId, SimLink> links = new HashMap<>();

  private final UnderWay underWay = new UnderWay();

  private @Nullable Served served;

  /** What it was configured with; null when peers shall not care. */
  private @Nullable Topology configured;

  private boolean over;

  SimTransport(SimNetwork network, NodeId node, SimWorker worker, ClusterId cluster) {
    this.network = network;
    this.node = node;
    this.name = node.toString();
    this.worker = worker;
    this.cluster = cluster;
    this.codec = new FrameCodec(cluster, network.options().messageBytes());
  }

  /** The node behind the listener. */
  record Served(Client client, Supplier<Topology> topology, LongSupplier stamp) {}

  /**
   * Lets clients in.
   *
   * @param client answers what they ask
   * @param topology as the node knows it now
   * @param stamp the node's hybrid logical clock
   */
  public void serve(Client client, Supplier<Topology> topology, LongSupplier stamp) {
    served = new Served(client, topology, stamp);
  }

  /**
   * Says which topology this life was configured with, as the handshake does in production: between
   * it and a peer with another one of the same epoch nothing gets through.
   */
  public void configuredWith(Topology topology) {
    configured = topology;
  }

  private boolean agreesWith(SimTransport peer) {
    Topology theirs = peer.configured;
    return configured == null
        || theirs == null
        || configured.epoch() != theirs.epoch()
        || configured.equals(theirs);
  }

  @Override
  public void send(NodeId to, Envelope envelope) {
    byte[] frame = over ? null : encode(codec, envelope);
    if (frame == null) {
      return;
    }
    if (to.equals(node)) {
      toSelf(envelope, frame);
    } else {
      linkTo(to).transmit(this, envelope.message(), frame);
    }
  }

  private SimLink linkTo(NodeId to) {
    SimLink known = links.get(to);
    if (known == null) {
      known = network.link(node, to);
      links.put(to, known);
    }
    return known;
  }

  /** Self is just another peer, but no network lies between. */
  private void toSelf(Envelope envelope, byte[] frame) {
    network.observer().sent(name, name, 0, envelope.message());
    Delivery message = new Delivery(linkTo(node), this, 0, frame, false);
    message.addressTo(this);
    incoming(0, message);
  }

  /** Null when it is too long, which is loss. */
  byte @Nullable [] encode(FrameCodec encoding, Envelope envelope) {
    Output out = network.scratch();
    encoding.encode(out, envelope);
    if (out.length() > encoding.maxBytes()) {
      network.effects().count(Effect.OVERSIZE);
      return null;
    }
    return out.toByteArray();
  }

  @Override
  public int messageBytes() {
    return codec.maxBytes();
  }

  @Override
  public Flux<Event.Received> inbound() {
    return inbox;
  }

  @Override
  public Mono<Void> close() {
    return Mono.fromRunnable(
        () -> {
          network.connectionsOf(this).forEach(SimConnection::finish);
          leave();
          inbox.complete();
        });
  }

  /** The process was killed. */
  void crashed() {
    network.connectionsOf(this).forEach(connection -> connection.breakOff("connection reset"));
    leave();
    for (Delivery message : underWay.takeAll()) {
      boolean survives = message.link().survivesCrash();
      if (survives && !message.isCopied()) {
        network.keepForNextLife(name, message);
      } else {
        message.became(Effect.LOST_IN_CRASH);
      }
    }
  }

  private void leave() {
    over = true;
    served = null;
    network.ended(this);
  }

  /** A message is on its way to this life. */
  void incoming(long delayNanos, Delivery message) {
    underWay.add(message);
    worker.schedule(delayNanos, message.link().name(), message.payload(), message);
  }

  /** A message has arrived, on the node's worker. */
  void arrived(Delivery message) {
    underWay.remove(message);
    if (!agreesWith(message.sender())) {
      message.became(Effect.OTHER_TOPOLOGY);
      return;
    }
    Envelope envelope;
    try {
      envelope = codec.decode(message.frame(), 0, message.frame().length);
    } catch (MalformedException refused) {
      count(refused, message);
      return;
    }
    if (message.isCorrupted()) {
      throw new IllegalStateException("a corrupted frame passed its checksum: " + message.link());
    }
    message.arrives();
    boolean taken =
        inbox.offer(
            new Event.Received(
                message.sender().node(), envelope.epoch(), envelope.stamp(), envelope.message()));
    if (taken) {
      network.effects().count(Effect.DELIVERED);
    } else {
      message.became(Effect.NOBODY_THERE);
    }
  }

  private void count(MalformedException refused, Delivery message) {
    if (message.isCorrupted()) {
      message.became(Effect.CORRUPTED);
    } else if (refused.kind() == MalformedException.Kind.FOREIGN_CLUSTER) {
      message.became(Effect.FOREIGN);
    } else {
      throw new IllegalStateException("a frame that we wrote is refused", refused);
    }
  }

  @Nullable Served served() {
    return served;
  }

  SimWorker worker() {
    return worker;
  }

  FrameCodec codec() {
    return codec;
  }

  NodeId node() {
    return node;
  }

  String name() {
    return name;
  }

  ClusterId cluster() {
    return cluster;
  }

  long life() {
    return worker.process().life();
  }
}
