package dev.gyre.client.host;

import dev.gyre.client.machine.Limits;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.host.Inbox;
import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.host.Links;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A cluster of one, at n1:1, a millisecond away. It answers as it is told to, or not at all. */
public final class MemoryLinks implements Links {
  public static final String ADDRESS = "n1:1";
  static final Topology TOPOLOGY =
      new Topology(1, 16, 1, List.of(new Member(NodeId.of(1), "rack", ADDRESS)));

  private final Scheduler.Worker worker;
  private final Inbox<LinkEvent> inbox = new Inbox<>();
  private final List<Command> sent = new ArrayList<>();
  private final Set<String> connected = new HashSet<>();
  private Function<Command, Outcome> node;
  private boolean closed;

  /** {@code node} answers; null from it is silence. */
  public MemoryLinks(Scheduler scheduler, Function<Command, Outcome> node) {
    this.worker = scheduler.createWorker();
    this.node = node;
  }

  /** A client of this cluster, started. */
  public ClientHost client(Scheduler scheduler) {
    ClientPorts ports =
        new ClientPorts(
            this, scheduler, () -> scheduler.now(TimeUnit.MILLISECONDS), new Random(1)::nextLong);
    return new ClientHost(List.of(ADDRESS), Limits.DEFAULT, ports).start();
  }

  /** Every command that was sent, in order. */
  public List<Command> sent() {
    return sent;
  }

  public boolean isClosed() {
    return closed;
  }

  public void answerWith(Function<Command, Outcome> other) {
    node = other;
  }

  @Override
  public void connect(String address) {
    if (address.equals(ADDRESS)) {
      later(new LinkEvent.Connected(ADDRESS, NodeId.of(1), 1, 1, HybridClock.at(1_000)));
      later(received(new Message.TopologyIs(TOPOLOGY)));
      connected.add(address);
    } else {
      later(new LinkEvent.Lost(address, "nobody is there"));
    }
  }

  @Override
  public void send(String address, Envelope envelope) {
    if (!connected.contains(address)) {
      throw new IllegalStateException("sent over a link that is not there: " + address);
    }
    Message.Ask ask = (Message.Ask) envelope.message();
    sent.add(ask.command());
    Outcome outcome = node.apply(ask.command());
    if (outcome != null) {
      later(received(new Message.Answer(ask.id(), outcome)));
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
          closed = true;
          inbox.complete();
        });
  }

  private static LinkEvent received(Message message) {
    return new LinkEvent.Received(ADDRESS, new Envelope(1, HybridClock.at(1_001), message));
  }

  private void later(LinkEvent event) {
    worker.schedule(() -> inbox.offer(event), 1, TimeUnit.MILLISECONDS);
  }
}
