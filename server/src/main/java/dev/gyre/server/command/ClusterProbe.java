package dev.gyre.server.command;

import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.host.Links;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Message;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.transport.netty.client.ClientSetup;
import dev.gyre.transport.netty.loop.NodeLoop;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Connects to the seeds, learns the members from the first that answers, and connects to each of
 * them once. Confined to its loop.
 */
final class ClusterProbe {
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** How do you see the members? */
  private static final Message QUESTION = new Gossip.Sync(List.of());

  private final Links links;
  private final Set<String> awaited = new LinkedHashSet<>();
  private final Map<String, LinkEvent> ends = new TreeMap<>();

  /** By address of who told it. */
  private final Map<String, Gossip.Report> reports = new TreeMap<>();

  private final Sinks.Empty<Void> over = Sinks.empty();
  private @Nullable Topology topology;

  private ClusterProbe(Links links) {
    this.links = links;
  }

  /**
   * What was found.
   *
   * @param topology null when no node told it
   * @param ends by address: Connected, Refused, Lost; none where no answer came in time
   * @param reports by address of those that are connected: how they see the members
   */
  record Result(
      @Nullable Topology topology,
      Map<String, LinkEvent> ends,
      Map<String, Gossip.Report> reports) {}

  /** Blocks until all have answered or {@code limit} is over. */
  static Result run(List<String> seeds, @Nullable SslContext tls, Duration limit) {
    NodeLoop loop =
        NodeLoop.start(
            "gyre-status",
            failure -> {
              throw Exceptions.propagate(failure);
            });
    ClientSetup setup = new ClientSetup(loop, "gyre-status");
    ClusterProbe probe = new ClusterProbe((tls == null ? setup : setup.tls(tls)).open());
    try {
      loop.run(() -> probe.start(seeds));
      probe.over.asMono().timeout(limit, Mono.empty()).block();
      return Mono.fromCallable(() -> probe.result())
          .subscribeOn(loop.scheduler())
          .blockOptional()
          .orElseThrow();
    } finally {
      probe.links.close().timeout(CLOSING, Mono.empty()).block();
      loop.close().block(CLOSING);
    }
  }

  private Result result() {
    return new Result(topology, new TreeMap<>(ends), new TreeMap<>(reports));
  }

  private void start(List<String> seeds) {
    links.inbound().subscribe(this::on);
    seeds.forEach(this::connect);
  }

  private void connect(String address) {
    if (awaited.add(address)) {
      links.connect(address);
    }
  }

  private void on(LinkEvent event) {
    switch (event) {
      case LinkEvent.Connected connected -> {
        ends.put(connected.address(), connected);
        links.send(connected.address(), new Envelope(connected.epoch(), 0, QUESTION));
      }
      case LinkEvent.Refused refused -> ends.put(refused.address(), refused);
      case LinkEvent.Lost lost -> ends.putIfAbsent(lost.address(), lost);
      case LinkEvent.GoingAway away -> ends.put(away.address(), away);
      case LinkEvent.NotSent _ -> {}
      case LinkEvent.Received received -> learn(received.address(), received.envelope().message());
    }
    List<String> connected =
        ends.values().stream()
            .filter(LinkEvent.Connected.class::isInstance)
            .map(LinkEvent::address)
            .toList();
    if (ends.keySet().containsAll(awaited)
        && (topology != null || connected.isEmpty())
        && reports.keySet().containsAll(connected)) {
      over.tryEmitEmpty();
    }
  }

  private void learn(String address, Message message) {
    if (message instanceof Gossip.Report report) {
      reports.put(address, report);
    }
    if (message instanceof Message.TopologyIs told) {
      if (topology == null || told.topology().epoch() > topology.epoch()) {
        topology = told.topology();
      }
      told.topology().members().stream().map(Member::address).forEach(this::connect);
    }
  }
}
