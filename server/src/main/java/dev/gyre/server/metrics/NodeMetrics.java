package dev.gyre.server.metrics;

import dev.gyre.core.host.Client;
import dev.gyre.core.host.NodeHost;
import dev.gyre.core.member.MemberCounter;
import dev.gyre.core.member.Membership;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.node.Node;
import dev.gyre.core.ring.Member;
import dev.gyre.core.value.NodeId;
import dev.gyre.storage.DurableStorage;
import dev.gyre.storage.StorageStatistics;
import dev.gyre.transport.netty.NettyTransport;
import dev.gyre.transport.netty.statistics.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one node. Counts that a part keeps anyway are read when they are asked for, so they
 * cost nothing in between. Confined to the node's thread.
 */
public final class NodeMetrics {
  private static final double MILLIS = 1e3;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  public NodeMetrics() {
    ProcessMetrics.register(registry);
  }

  /** All meters in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }

  /** The same client, measured. */
  public Client measure(Client client) {
    return new MeasuredClient(client, registry);
  }

  public void watch(Node node, Supplier<Boolean> isReady) {
    gauge("gyre.ready", "1 when the node takes requests", () -> isReady.get() ? 1 : 0);
    gauge("gyre.requests.in.flight", "Requests being coordinated", node::runningRequests);
    gauge("gyre.requests.in.flight.bytes", "Bytes of values they hold", node::runningBytes);
    FunctionCounter.builder("gyre.node.clock.set.backs", node, Node::clockSetBacks)
        .description("Times that the wall clock was found set far back")
        .register(registry);
    FunctionCounter.builder("gyre.node.unexpected.messages", node, Node::unexpectedMessages)
        .description("Messages of peers that made no sense")
        .register(registry);
  }

  /** Who is believed alive, by this node, and how it found out. */
  public void watch(NodeHost host) {
    Membership membership = host.node().membership();
    for (Gossip.State state : Gossip.State.values()) {
      Gauge.builder("gyre.members", () -> in(state, membership))
          .description("Members, this node too, by what they are believed to be")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    for (Member member : host.settings().topology().members()) {
      NodeId id = member.id();
      ofMember("gyre.member.up", "1 when believed alive", id, () -> membership.isUp(id) ? 1 : 0);
      ofMember(
          "gyre.member.life",
          "Its life, as it is known here; 0 before anything was heard",
          id,
          () -> membership.belief(id).incarnation() >>> Integer.SIZE);
      ofMember(
          "gyre.member.incarnation",
          "Raised within its life when it refutes",
          id,
          () -> (int) membership.belief(id).incarnation());
      ofMember(
          "gyre.member.state.seconds",
          "How long it has been believed what it is",
          id,
          () -> sighting(host, id).forMillis() / MILLIS);
    }
    gauge(
        "gyre.member.doubt",
        "What this node's waits for others are multiplied with: 1 when it is well",
        membership::doubt);
    for (MemberCounter what : MemberCounter.values()) {
      String name = what.name().toLowerCase(Locale.ROOT).replace('_', '.');
      FunctionCounter.builder("gyre.member." + name, membership, each -> each.count(what))
          .register(registry);
    }
  }

  private static long in(Gossip.State state, Membership membership) {
    return membership.members().stream().filter(status -> status.belief().state() == state).count();
  }

  private static Gossip.Sighting sighting(NodeHost host, NodeId member) {
    return host.members().sightings().stream()
        .filter(one -> one.member().equals(member))
        .findFirst()
        .orElseThrow();
  }

  /** A gauge about one other node. */
  void ofTarget(String name, String description, NodeId target, Supplier<Number> value) {
    Gauge.builder(name, value)
        .description(description)
        .tag("target", Integer.toString(target.number()))
        .register(registry);
  }

  /** A count that is kept elsewhere; {@code tags}: names and values in turn. */
  void count(String name, String description, Supplier<Number> value, String... tags) {
    FunctionCounter.builder(name, value, each -> each.get().doubleValue())
        .description(description)
        .tags(tags)
        .register(registry);
  }

  private void ofMember(String name, String description, NodeId member, Supplier<Number> value) {
    Gauge.builder(name, value)
        .description(description)
        .tag("member", Integer.toString(member.number()))
        .register(registry);
  }

  public void watch(NettyTransport transport) {
    for (Counter counter : Counter.values()) {
      String name = counter.name().toLowerCase(Locale.ROOT).replace('_', '.');
      FunctionCounter.builder(
              "gyre.transport." + name, transport, each -> each.statistics().get(counter))
          .register(registry);
    }
  }

  public void watch(DurableStorage storage) {
    count(storage, "forces", StorageStatistics::forces);
    count(storage, "records", StorageStatistics::records);
    count(storage, "log.bytes", StorageStatistics::logBytes);
    count(storage, "checkpoints", StorageStatistics::checkpoints);
    count(storage, "corrupt.cells", StorageStatistics::corruptCells);
    count(storage, "busy", StorageStatistics::busy);
    gauge(
        "gyre.storage.reads.waiting",
        "Requests that wait for a large cell",
        () -> storage.statistics().readsWaiting());
    gauge(
        "gyre.storage.memory.bytes",
        "Changed cells not yet in the tree",
        () -> storage.statistics().memoryBytes());
    gauge(
        "gyre.storage.tree.bytes",
        "The tree's file after the last checkpoint",
        () -> storage.statistics().treeBytes());
  }

  /** {@code name} below {@code gyre.}. */
  public void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  private void count(
      DurableStorage storage, String name, ToDoubleFunction<StorageStatistics> value) {
    FunctionCounter.builder(
            "gyre.storage." + name, storage, each -> value.applyAsDouble(each.statistics()))
        .register(registry);
  }
}
