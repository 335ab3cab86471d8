package dev.gyre.transport.sim;

import dev.gyre.core.host.TransportContract;
import dev.gyre.core.machine.Event;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;
import dev.gyre.sim.Seed;
import dev.gyre.sim.SimProcess;
import dev.gyre.sim.SimWorker;
import dev.gyre.sim.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Nodes in a simulation, for tests. */
final class SimWorld implements TransportContract.World {
  static final ClusterId CLUSTER = ClusterId.parse("00112233445566778899aabbccddeeff");
  static final ClusterId FOREIGN = ClusterId.parse("ffeeddccbbaa99887766554433221100");
  private static final Duration STEP = Duration.ofMillis(1);
  private static final int MAX_STEPS = 60_000;

  final Simulation simulation;
  final SimNetwork network;
  final Topology topology;
  private final TreeMap<NodeId, TestNode> nodes = new TreeMap<>();

  SimWorld(long seed, NetworkOptions options) {
    simulation = new Simulation(Seed.of(seed));
    network = new SimNetwork(simulation, CLUSTER, options);
    topology = new Topology(1, 16, 3, IntStream.rangeClosed(1, 3).mapToObj(this::member).toList());
  }

  private Member member(int number) {
    return new Member(NodeId.of(number), "r" + number, "n" + number + ":1");
  }

  static final class TestNode {
    final SimProcess process;
    final SimTransport transport;
    final List<Event.Received> received = new ArrayList<>();
    boolean completed;

    private TestNode(SimProcess process, SimTransport transport) {
      this.process = process;
      this.transport = transport;
      transport.inbound().subscribe(received::add, error -> {}, () -> completed = true);
    }

    SimWorker worker() {
      return process.scheduler().main();
    }
  }

  TestNode node(NodeId id) {
    return nodes.get(id);
  }

  @Override
  public void start(NodeId node) {
    start(node, CLUSTER);
  }

  @Override
  public void startForeign(NodeId node) {
    start(node, FOREIGN);
  }

  @Override
  public void startMisconfigured(NodeId node) {
    start(node, CLUSTER);
    node(node).transport.configuredWith(new Topology(1, 16, 2, topology.members()));
  }

  private void start(NodeId node, ClusterId cluster) {
    simulation.within(
        () -> {
          SimProcess process = simulation.process(node.toString());
          SimTransport transport =
              network.attach(member(node.number()), process.scheduler().main(), cluster);
          transport.configuredWith(topology);
          nodes.put(node, new TestNode(process, transport));
        });
  }

  @Override
  public void crash(NodeId node) {
    simulation.within(nodes.get(node).process::kill);
  }

  @Override
  public void closeTransport(NodeId node) {
    on(node, () -> nodes.get(node).transport.close().subscribe());
  }

  @Override
  public void send(NodeId from, NodeId to, Envelope envelope) {
    on(from, () -> nodes.get(from).transport.send(to, envelope));
  }

  /** Runs on the node's worker, now. */
  void on(NodeId node, Runnable task) {
    nodes.get(node).process.schedule(0, "test", 0, task);
    simulation.runUntil(simulation.nowNanos());
  }

  @Override
  public List<Event.Received> received(NodeId node) {
    return nodes.get(node).received;
  }

  @Override
  public boolean inboundCompleted(NodeId node) {
    return nodes.get(node).completed;
  }

  /** The kernel fails a run in which a task of a killed process runs; there is no other thread. */
  @Override
  public boolean deliveredOnWorker(NodeId node) {
    return true;
  }

  @Override
  public boolean refusedAStranger() {
    return count(Effect.FOREIGN) > 0;
  }

  @Override
  public boolean refusedAnotherTopology() {
    return count(Effect.OTHER_TOPOLOGY) > 0;
  }

  @Override
  public int messageBytes() {
    return network.options().messageBytes();
  }

  @Override
  public void await(String what, BooleanSupplier condition) {
    for (int step = 0; !condition.getAsBoolean(); step++) {
      if (step == MAX_STEPS) {
        throw new AssertionError("waited in vain for " + what);
      }
      simulation.runFor(STEP);
    }
  }

  void runFor(Duration time) {
    simulation.runFor(time);
  }

  long count(Effect effect) {
    return network.effects().get(effect);
  }

  @Override
  public void close() {}
}
