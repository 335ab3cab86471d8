package dev.gyre.transport.sim;

import dev.gyre.core.ring.Member;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.Output;
import dev.gyre.sim.Seed;
import dev.gyre.sim.SimWorker;
import dev.gyre.sim.Simulation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A network in virtual time: endpoints by name ({@code n1} for a node, a client by its own name),
 * and a link for each direction between two of them. It draws nothing but from its own fork of the
 * seed, and knows no clock but the simulation's.
 *
 * <p>Faults: a link's {@link LinkOptions}, {@link #partition}, {@link #cut}, {@link #clog}, {@link
 * #breakConnections}; and the simulation's own, killing and pausing processes. What each did is
 * counted in {@link #effects}.
 */
public final class SimNetwork {
  /** Where all simulated frames are encoded: only one sender runs at a time. */
  private static final int SCRATCH_BYTES = 64 << 10;

  private static final int MAX_STRAGGLERS = 1_000;

  private final Simulation simulation;
  private final ClusterId cluster;
  private final NetworkOptions options;
  private final Seed seed;
  private final Effects effects = new Effects();
  private final Output scratch = new Output(SCRATCH_BYTES);
  private NetworkObserver observer = NetworkObserver.NONE;

  /** By name, {@code from>to}. */
  private final Map<String, SimLink> links = new TreeMap<>();

  /** The lives that run now, by name; looked up for each message, never iterated. */
  private final HashMap<String, SimTransport> lives = new HashMap<>();

  /** Names of nodes by the address that clients use. */
  private final Map<String, String> directory = new TreeMap<>();

  /** By name of their receiver; at most {@link #MAX_STRAGGLERS} each. */
  private final Map<String, List<Delivery>> stragglers = new TreeMap<>();

  /** Open ones, in order of their making. */
  private final List<SimConnection> connections = new ArrayList<>();

  public SimNetwork(Simulation simulation, ClusterId cluster, NetworkOptions options) {
    this.simulation = simulation;
    this.cluster = cluster;
    this.options = options;
    this.seed = simulation.seed().fork("network");
  }

  /**
   * The transport of a node's life, which ends when its process is killed.
   *
   * @param member the node, and the address under which clients find it
   * @param worker of the node: messages are delivered on it
   */
  public SimTransport attach(Member member, SimWorker worker) {
    return attach(member, worker, cluster);
  }

  /** As a node of another cluster, whose messages nobody here takes. */
  public SimTransport attach(Member member, SimWorker worker, ClusterId itsCluster) {
    String name = member.id().toString();
    SimTransport life = new SimTransport(this, member.id(), worker, itsCluster);
    SimTransport former = lives.put(name, life);
    if (former != null) {
      throw new IllegalStateException(name + " is attached already: kill its process first");
    }
    directory.put(member.address(), name);
    worker.process().onKill(life::crashed);
    deliverStragglers(life);
    return life;
  }

  /** The links of a client, which end when its process is killed. */
  public SimLinks attachClient(String name, SimWorker worker) {
    SimLinks client = new SimLinks(this, name, worker, cluster);
    worker.process().onKill(client::crashed);
    return client;
  }

  public SimLink link(NodeId from, NodeId to) {
    return link(from.toString(), to.toString());
  }

  /** Made on first use, with the network's options. */
  public SimLink link(String from, String to) {
    return links.computeIfAbsent(
        from + ">" + to, name -> new SimLink(this, from, to, options.links()));
  }

  /** Cuts all links between the two sides, both ways. */
  public Disturbance partition(Collection<String> left, Collection<String> right) {
    return all(List.of(cut(left, right), cut(right, left)));
  }

  /** Cuts all links from the one side to the other. */
  public Disturbance cut(Collection<String> from, Collection<String> to) {
    List<Disturbance> cuts = new ArrayList<>();
    between(from, to).forEach(link -> cuts.add(link.cut()));
    return all(cuts);
  }

  /** Holds everything from the one side to the other. */
  public Disturbance clog(Collection<String> from, Collection<String> to) {
    List<Disturbance> clogs = new ArrayList<>();
    between(from, to).forEach(link -> clogs.add(link.clog()));
    return all(clogs);
  }

  /**
   * Makes everything from the one side to the other worse.
   *
   * @param extra on top of what is usual: its delay is added, its faults come beside the others
   * @param seed of this trouble's draws
   */
  public Disturbance trouble(
      Collection<String> from, Collection<String> to, LinkOptions extra, Seed seed) {
    List<Disturbance> troubles = new ArrayList<>();
    between(from, to).forEach(link -> troubles.add(link.trouble(extra, seed)));
    return all(troubles);
  }

  /** Sets the options of all links from the one side to the other. */
  public void options(Collection<String> from, Collection<String> to, LinkOptions changed) {
    between(from, to).forEach(link -> link.options(changed));
  }

  /** Breaks the connections of clients to this node, as a failing switch or proxy does. */
  public void breakConnections(NodeId node) {
    List<SimConnection> open = new ArrayList<>(connections);
    for (SimConnection connection : open) {
      if (connection.leadsTo(node.toString())) {
        connection.breakOff("connection reset");
      }
    }
  }

  /** Tells this one of every message from now on. */
  public void observe(NetworkObserver who) {
    observer = who;
  }

  public Effects effects() {
    return effects;
  }

  private List<SimLink> between(Collection<String> from, Collection<String> to) {
    List<SimLink> found = new ArrayList<>();
    for (String sender : from) {
      for (String receiver : to) {
        if (!sender.equals(receiver)) {
          found.add(link(sender, receiver));
        }
      }
    }
    return found;
  }

  private static Disturbance all(List<Disturbance> parts) {
    return () -> parts.forEach(Disturbance::end);
  }

  NetworkObserver observer() {
    return observer;
  }

  Simulation simulation() {
    return simulation;
  }

  NetworkOptions options() {
    return options;
  }

  Seed seed() {
    return seed;
  }

  Output scratch() {
    scratch.reset(SCRATCH_BYTES);
    return scratch;
  }

  /** The life of this node that runs now. */
  @Nullable SimTransport current(String name) {
    return lives.get(name);
  }

  @Nullable String nodeAt(String address) {
    return directory.get(address);
  }

  void ended(SimTransport life) {
    lives.remove(life.name(), life);
  }

  void opened(SimConnection connection) {
    connections.add(connection);
  }

  void closed(SimConnection connection) {
    connections.remove(connection);
  }

  List<SimConnection> connectionsOf(SimTransport life) {
    return connections.stream().filter(connection -> connection.endsAt(life)).toList();
  }

  /** A message to a node that does not run: one that starts before it arrives gets it. */
  void toWhomeverRunsThen(long delayNanos, Delivery message) {
    message.addressTo(null);
    simulation.schedule(delayNanos, message.link().name(), message.payload(), message);
  }

  /** What a crash overtook waits for the next life, as if it had been long under way. */
  void keepForNextLife(String name, Delivery message) {
    List<Delivery> kept = stragglers.computeIfAbsent(name, unseen -> new ArrayList<>());
    if (kept.size() < MAX_STRAGGLERS) {
      kept.add(message);
    }
  }

  private void deliverStragglers(SimTransport life) {
    List<Delivery> kept = stragglers.remove(life.name());
    if (kept == null) {
      return;
    }
    for (Delivery message : kept) {
      message.became(Effect.REACHED_NEXT_LIFE);
      message.addressTo(life);
      life.incoming(message.link().delayNanos(message.frame().length), message);
    }
  }
}
