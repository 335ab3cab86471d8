package dev.gyre.transport.sim;

import dev.gyre.core.host.Inbox;
import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.host.Links;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.SimWorker;
import java.util.Map;
import java.util.TreeMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A simulated client's {@link Links}. Made by {@link SimNetwork#attachClient}. */
public final class SimLinks implements Links {
  private final SimNetwork network;
  private final String name;
  private final SimWorker worker;
  private final ClusterId cluster;
  private final FrameCodec codec;
  private final Randomness jitter;
  private final Inbox<LinkEvent> inbox = new Inbox<>();
  private final Map<String, ClientEnd> ends = new TreeMap<>();

  /** The newest topology epoch that the client spoke of. */
  private int epoch;

  private boolean closed;

  SimLinks(SimNetwork network, String name, SimWorker worker, ClusterId cluster) {
    this.network = network;
    this.name = name;
    this.worker = worker;
    this.cluster = cluster;
    this.codec = new FrameCodec(cluster, network.options().messageBytes());
    this.jitter = network.seed().fork("client " + name).randomness();
  }

  @Override
  public void connect(String address) {
    if (!closed) {
      end(address).connect();
    }
  }

  @Override
  public void send(String address, Envelope envelope) {
    epoch = Math.max(epoch, envelope.epoch());
    if (closed) {
      later(new LinkEvent.NotSent(address, envelope, "the client is closed"));
    } else {
      end(address).send(envelope);
    }
  }

  @Override
  public Flux<LinkEvent> inbound() {
    return inbox;
  }

  @Override
  public Mono<Void> close() {
    return Mono.fromRunnable(
        () -> {
          crashed();
          inbox.complete();
        });
  }

  /** The process was killed. */
  void crashed() {
    closed = true;
    ends.values().forEach(ClientEnd::close);
  }

  private ClientEnd end(String address) {
    return ends.computeIfAbsent(address, unseen -> new ClientEnd(this, address));
  }

  void tell(LinkEvent event) {
    if (!inbox.offer(event)) {
      network.effects().count(Effect.NOBODY_THERE);
    }
  }

  void later(LinkEvent event) {
    worker.schedule(0, "link event", 0, () -> tell(event));
  }

  SimNetwork network() {
    return network;
  }

  String name() {
    return name;
  }

  SimWorker worker() {
    return worker;
  }

  ClusterId cluster() {
    return cluster;
  }

  FrameCodec codec() {
    return codec;
  }

  Randomness jitter() {
    return jitter;
  }

  int epoch() {
    return epoch;
  }
}
