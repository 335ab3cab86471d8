package dev.gyre.scenarios.cluster;

import dev.gyre.client.host.ClientHost;
import dev.gyre.client.host.ClientPorts;
import dev.gyre.client.machine.Limits;
import dev.gyre.core.host.NodeHost;
import dev.gyre.core.node.NodeSettings;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.SimWorker;
import dev.gyre.sim.Simulation;
import dev.gyre.transport.sim.SimNetwork;
import java.util.ArrayList;
import java.util.List;

/** Nodes and clients on one simulated network. */
public final class SimCluster {
  private static final ClusterId CLUSTER = new ClusterId(0x6779_7265L, 0x7369_6dL);
  private static final int PARTITIONS = 64;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Simulation simulation;
  private final SimNetwork network;
  private final List<SimNode> nodes = new ArrayList<>();

  public SimCluster(Simulation simulation, ClusterShape shape) {
    this.simulation = simulation;
    this.network = new SimNetwork(simulation, CLUSTER, shape.network());
    List<Member> members = new ArrayList<>();
    for (int i = 1; i <= shape.nodes(); i++) {
      members.add(new Member(NodeId.of(i), "rack" + i, "n" + i + ":7400"));
    }
    Topology topology = new Topology(1, PARTITIONS, shape.replication(), members);
    for (Member member : topology.members()) {
      NodeSettings settings =
          new NodeSettings(
              CLUSTER,
              member.id(),
              topology,
              shape.settings().cells(),
              shape.settings().limits(),
              shape.settings().timings());
      nodes.add(new SimNode(simulation, network, member, settings, shape));
    }
  }

  public void start() {
    nodes.forEach(SimNode::start);
  }

  public SimNetwork network() {
    return network;
  }

  public List<SimNode> nodes() {
    return nodes;
  }

  /** Names of the nodes with these numbers (from 0), as the network knows them. */
  public List<String> names(List<Integer> numbers) {
    return numbers.stream().map(number -> nodes.get(number).member().id().toString()).toList();
  }

  /** A client that knows all nodes, started: the one of production. */
  public ClientHost client(int number, Limits limits) {
    String name = "client" + number;
    SimWorker worker = simulation.process(name).scheduler().createWorker();
    Randomness random = simulation.seed().fork(name).randomness();
    List<String> seeds = nodes.stream().map(node -> node.member().address()).toList();
    ClientPorts ports =
        new ClientPorts(
            network.attachClient(name, worker),
            new OneThread(worker),
            () -> simulation.nowNanos() / NANOS_PER_MILLI,
            random::nextLong);
    return new ClientHost(seeds, limits, ports).start();
  }

  /** Messages that no machine of the nodes' present lives could take: always 0. */
  public long unexpectedMessages() {
    long unexpected = 0;
    for (SimNode node : nodes) {
      NodeHost host = node.host();
      unexpected += host == null ? 0 : host.node().unexpectedMessages();
    }
    return unexpected;
  }

  /**
   * Requests that nodes still coordinate, and timers that are armed: nothing, when all is quiet.
   */
  public long leftovers() {
    long left = 0;
    for (SimNode node : nodes) {
      NodeHost host = node.host();
      if (host != null) {
        left += host.node().runningRequests() + host.armedTimers();
      }
    }
    return left;
  }
}
