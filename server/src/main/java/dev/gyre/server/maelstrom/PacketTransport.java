package dev.gyre.server.maelstrom;

import dev.gyre.core.host.Inbox;
import dev.gyre.core.host.Transport;
import dev.gyre.core.machine.Event;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.core.wire.MalformedException;
import dev.gyre.core.wire.Output;
import java.util.Base64;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Messages between nodes as packets of Maelstrom's network: each is a whole frame, in Base64, under
 * the type {@value #TYPE}. Used on the node's worker.
 */
final class PacketTransport implements Transport {
  static final String TYPE = "gyre";
  private static final Logger LOG = LoggerFactory.getLogger("dev.gyre.maelstrom");
  private static final int INITIAL_BYTES = 1 << 10;

  private final Roster roster;
  private final FrameCodec codec;
  private final Consumer<Packet> network;
  private final Output frame = new Output(INITIAL_BYTES);
  private final Inbox<Event.Received> inbox = new Inbox<>();

  PacketTransport(Roster roster, FrameCodec codec, Consumer<Packet> network) {
    this.roster = roster;
    this.codec = codec;
    this.network = network;
  }

  @Override
  public void send(NodeId to, Envelope envelope) {
    frame.reset();
    codec.encode(frame, envelope);
    if (frame.length() <= codec.maxBytes()) {
      String text = Base64.getEncoder().encodeToString(frame.toByteArray());
      network.accept(
          new Packet(roster.selfName(), roster.name(to), Packet.body(TYPE).put("frame", text)));
    }
  }

  /** Another node's packet has arrived. What is no whole frame is as good as lost. */
  void arrived(Packet packet) {
    NodeId from = roster.node(packet.source());
    try {
      if (from == null) {
        throw new IllegalArgumentException("no node of this cluster");
      }
      byte[] bytes = Base64.getDecoder().decode(packet.body().path("frame").asString(""));
      Envelope envelope = codec.decodeOwned(bytes);
      inbox.offer(new Event.Received(from, envelope.epoch(), envelope.stamp(), envelope.message()));
    } catch (MalformedException | IllegalArgumentException malformed) {
      LOG.warn("dropped a packet of {}: {}", packet.source(), malformed.getMessage());
    }
  }

  @Override
  public Flux<Event.Received> inbound() {
    return inbox;
  }

  @Override
  public int messageBytes() {
    return codec.maxBytes();
  }

  @Override
  public Mono<Void> close() {
    return Mono.fromRunnable(inbox::complete);
  }
}
