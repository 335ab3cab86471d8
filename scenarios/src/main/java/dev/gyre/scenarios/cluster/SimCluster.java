package dev.gyre.scenarios.cluster;

import dev.gyre.client.host.ClientHost;
import dev.gyre.client.host.ClientPorts;
import dev.gyre.client.machine.Limits;
import dev.gyre.core.host.NodeHost;
import dev.gyre.core.node.NodeSettings;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.ClusterId;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Selector;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.SimWorker;
import dev.gyre.sim.Simulation;
import dev.gyre.transport.sim.NetworkOptions;
import dev.gyre.transport.sim.SimNetwork;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;

/** Nodes and clients on one simulated network. */
public final class SimCluster {
  private static final ClusterId CLUSTER = new ClusterId(0x6779_7265L, 0x7369_6dL);
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Simulation simulation;
  private final SimNetwork network;
  private final int clientAttempts;
  private final List<SimNode> nodes = new ArrayList<>();
  private String lastCoordinator = "n1";

  /** {@code cluster.storage()} is one kind by now. */
  public SimCluster(Simulation simulation, Cluster cluster) {
    this.simulation = simulation;
    this.network = new SimNetwork(simulation, CLUSTER, NetworkOptions.DEFAULT);
    this.clientAttempts = cluster.tuning().clientAttempts();
    Ring ring = Ring.of(Layout.topology(cluster));
    for (Member member : ring.topology().members()) {
      NodeSettings settings =
          new NodeSettings(
              CLUSTER,
              member.id(),
              ring,
              Layout.cells(cluster.tuning()),
              Layout.limits(cluster.tuning()),
              Layout.timings(cluster.tuning()));
      nodes.add(
          new SimNode(
              simulation,
              network,
              new SimNode.Role(member, settings, () -> lastCoordinator = member.id().toString()),
              new SimNode.Keeping(
                  cluster.storage() != Cluster.Storage.MEMORY, Layout.storage(cluster.tuning()))));
    }
  }

  /** Tells this one of everything. Call before {@link #start}. */
  public void observe(ClusterObserver observer) {
    observer.begins(simulation::nowNanos);
    network.observe(observer);
    nodes.forEach(node -> node.observe(observer));
  }

  public void start() {
    nodes.forEach(SimNode::start);
  }

  public Simulation simulation() {
    return simulation;
  }

  public SimNetwork network() {
    return network;
  }

  public List<SimNode> nodes() {
    return nodes;
  }

  /** The node of this name: {@code n1}. */
  public SimNode node(String name) {
    for (SimNode node : nodes) {
      if (node.name().equals(name)) {
        return node;
      }
    }
    throw new IllegalArgumentException("there is no node " + name);
  }

  /** The node that began last to coordinate a write. */
  String lastCoordinator() {
    return lastCoordinator;
  }

  /** The names of all nodes. */
  public List<String> names() {
    return nodes.stream().map(SimNode::name).toList();
  }

  /** Those that a planned selection stands for. */
  List<SimNode> selected(Selector selector) {
    return selectedNames(selector).stream().map(this::node).toList();
  }

  List<String> selectedNames(Selector selector) {
    return selector.names(Vector.ofAll(names())).asJava();
  }

  /** A client that knows all nodes, started: the one of production. */
  public ClientHost client(int number) {
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
    Limits limits = Limits.DEFAULT.withMaxAttempts(clientAttempts);
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
        // What a node does of its own accord goes on for ever, with a timer for each at most.
        left += host.node().runningRequests();
        left += Math.max(0, host.armedTimers() - host.node().ownMachines());
      }
    }
    return left;
  }
}
