package dev.gyre.benchmarks.member;

import dev.gyre.core.host.NodeHost;
import dev.gyre.core.member.MemberCounter;
import dev.gyre.core.member.Membership;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.value.NodeId;
import dev.gyre.scenarios.cluster.SimBackend;
import dev.gyre.scenarios.cluster.SimCluster;
import dev.gyre.scenarios.cluster.SimNode;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.sim.Simulation;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.transport.sim.LinkOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A simulated cluster without clients: nodes that watch each other. */
final class Herd {
  private static final Duration SETTLING = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final double SECOND_NANOS = 1e9;

  /** Some state that takes longer to reach than this is not reached at all. */
  private static final double PATIENCE_SECONDS = 600;

  private final Simulation simulation;
  private final SimCluster cluster;
  private final Traffic traffic = new Traffic();
  private final Randomness random;

  Herd(int nodes, double loss, long seed) {
    this.simulation = new Simulation(Seed.of(seed), SimBackend.LIMITS);
    this.random = Seed.of(seed).fork("herd").randomness();
    Cluster shape = Cluster.DEFAULT.nodes(nodes).storage(Cluster.Storage.MEMORY);
    this.cluster = new SimCluster(simulation, shape);
    cluster.observe(traffic);
    LinkOptions calm = LinkOptions.CALM;
    LinkOptions lossy =
        new LinkOptions(
            calm.delay(),
            loss,
            calm.duplication(),
            calm.reordering(),
            calm.corruption(),
            calm.bytesPerSecond());
    cluster.network().options(cluster.names(), cluster.names(), lossy);
    simulation.within(cluster::start);
    simulation.runFor(SETTLING);
  }

  private double seconds() {
    return simulation.nowNanos() / SECOND_NANOS;
  }

  int size() {
    return cluster.nodes().size();
  }

  Traffic.Sent sent() {
    return traffic.sent();
  }

  SimNode any() {
    return cluster.nodes().get(random.nextInt(size()));
  }

  void runFor(Duration duration) {
    simulation.runFor(duration);
  }

  void pause(SimNode node) {
    simulation.within(node::pause);
  }

  void resume(SimNode node) {
    simulation.within(node::resume);
  }

  /** Of those that run. */
  List<Membership> memberships() {
    List<Membership> running = new ArrayList<>();
    for (SimNode node : cluster.nodes()) {
      NodeHost host = node.host();
      if (host != null) {
        running.add(host.node().membership());
      }
    }
    return running;
  }

  long count(MemberCounter what) {
    return memberships().stream().mapToLong(each -> each.count(what)).sum();
  }

  /** How often any of the others had to say that it is alive. */
  long refutationsBut(SimNode node) {
    NodeHost host = node.host();
    long its = host == null ? 0 : host.node().membership().count(MemberCounter.REFUTATIONS);
    return count(MemberCounter.REFUTATIONS) - its;
  }

  /** Whether anybody else takes it for less than alive. */
  boolean isAvoided(SimNode node) {
    NodeId id = node.member().id();
    return memberships().stream().anyMatch(each -> !each.isUp(id));
  }

  /** Runs until all take it for alive. */
  double secondsUntilBack(SimNode node) {
    double begin = seconds();
    while (isAvoided(node) && seconds() - begin < PATIENCE_SECONDS) {
      simulation.runFor(LOOK);
    }
    return seconds() - begin;
  }

  /** Each time that a member was taken for dead by somebody, as {@code n3@7}. */
  Set<String> deaths() {
    Set<String> dead = new TreeSet<>();
    for (Membership membership : memberships()) {
      for (SimNode node : cluster.nodes()) {
        Gossip.Belief belief = membership.belief(node.member().id());
        if (belief.state() == Gossip.State.DEAD) {
          dead.add(node.name() + "@" + belief.incarnation());
        }
      }
    }
    return dead;
  }

  /**
   * When the others found out that one was gone, in seconds after it was.
   *
   * @param suspected by the first
   * @param avoided by all: none takes it for alive
   * @param dead by the first
   * @param buried by all
   */
  record Found(double suspected, double avoided, double dead, double buried) {}

  /** Kills one at any moment, waits until all know, and starts it again. */
  Found crash() {
    simulation.runFor(Duration.ofMillis(random.nextInt(10_000)));
    SimNode victim = any();
    NodeId id = victim.member().id();
    simulation.within(() -> victim.crash(CrashMode.UNSYNCED_LOST, random));
    double begin = seconds();
    double[] reached = {-1, -1, -1, -1};
    while (reached[3] < 0 && seconds() - begin < PATIENCE_SECONDS) {
      simulation.runFor(LOOK);
      List<Gossip.State> states =
          memberships().stream().map(each -> each.belief(id).state()).toList();
      boolean[] now = {
        states.stream().anyMatch(state -> state != Gossip.State.ALIVE),
        states.stream().allMatch(state -> state != Gossip.State.ALIVE),
        states.stream().anyMatch(state -> state == Gossip.State.DEAD),
        states.stream().allMatch(state -> state == Gossip.State.DEAD)
      };
      for (int i = 0; i < now.length; i++) {
        reached[i] = reached[i] < 0 && now[i] ? seconds() - begin : reached[i];
      }
    }
    if (reached[3] < 0) {
      throw new IllegalStateException(id + " was never found dead by all");
    }
    simulation.within(victim::start);
    simulation.runFor(SETTLING);
    return new Found(reached[0], reached[1], reached[2], reached[3]);
  }
}
