package dev.gyre.scenarios.cluster;

import dev.gyre.client.host.ClientHost;
import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Step;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.Lease;
import dev.gyre.scenarios.run.Stage;
import dev.gyre.scenarios.run.World;
import dev.gyre.sim.SimClock;
import dev.gyre.sim.Simulation;
import dev.gyre.sim.disk.DiskFault;
import dev.gyre.transport.sim.Effect;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** A simulated cluster as a run meets it. */
public final class SimWorld implements World {
  private static final List<Effect> REPORTED =
      List.of(
          Effect.LOST,
          Effect.DUPLICATED,
          Effect.REORDERED,
          Effect.CORRUPTED,
          Effect.CUT_OFF,
          Effect.CLOGGED,
          Effect.SLOWED,
          Effect.LOST_IN_CRASH,
          Effect.REACHED_NEXT_LIFE,
          Effect.CONNECTIONS_BROKEN);

  private final SimCluster cluster;
  private final Stage stage;
  private final LinkFaults links;
  private final NodeFaults nodes;

  public SimWorld(Simulation simulation, Scenario scenario) {
    this.cluster = new SimCluster(simulation, scenario.cluster());
    this.stage = new SimStage(simulation);
    this.links = new LinkFaults(cluster);
    this.nodes = new NodeFaults(cluster);
    int most = scenario.cluster().tuning().requests();
    simulation.afterEveryEvent(() -> requireBounded(most));
  }

  private void requireBounded(int mostRequests) {
    for (SimNode node : cluster.nodes()) {
      if (node.runningRequests() > mostRequests) {
        throw new IllegalStateException(
            node.name() + " coordinates more than " + mostRequests + " requests");
      }
    }
  }

  public SimCluster cluster() {
    return cluster;
  }

  @Override
  public Stage stage() {
    return stage;
  }

  @Override
  public void start() {
    cluster.start();
  }

  @Override
  public ClientHost client(int number) {
    return cluster.client(number);
  }

  @Override
  public Lease inflict(Step step, Runnable happened) {
    return switch (step.fault()) {
      case Fault.OnLinks fault -> links.inflict(step.number(), fault, happened);
      case Fault.OnNodes fault -> nodes.inflict(step.number(), fault, happened);
    };
  }

  @Override
  public void heal() {
    for (SimNode node : cluster.nodes()) {
      node.resume();
      node.store().heal();
      node.clock().drift(0);
      node.clock().jump(-node.clock().errorNanos(SimClock.DEFAULT_EPOCH_MILLIS));
      node.start();
    }
  }

  @Override
  public String lastCoordinator() {
    return cluster.lastCoordinator();
  }

  @Override
  public int nodesDown() {
    int down = 0;
    for (SimNode node : cluster.nodes()) {
      down += node.isUp() ? 0 : 1;
    }
    return down;
  }

  @Override
  public long hintsPending() {
    return KeptHints.pending(cluster);
  }

  @Override
  public Vector<Violation> inspect(Vector<String> keys, Promise promise) {
    return switch (promise) {
      case NO_LEFTOVERS ->
          broken(promise, cluster.leftovers(), " requests and timers are left over in silence");
      case NO_NONSENSE ->
          broken(promise, cluster.unexpectedMessages(), " messages no machine could take");
      case RECOVERS -> missing().appendAll(Beliefs.wrong(cluster));
      case CONVERGED -> Replicas.compare(cluster, keys);
      case HINTS_DRAINED -> KeptHints.undelivered(cluster);
      case ANSWERED,
          NO_THIN_AIR,
          NO_ACKNOWLEDGED_WRITE_LOST,
          CAUSAL_SIBLINGS,
          NO_RESURRECTION,
          READ_YOUR_WRITES,
          MONOTONIC_READS,
          LINEARIZABLE,
          BOUNDED,
          NO_EXCEPTION,
          REPRODUCIBLE ->
          Vector.empty();
    };
  }

  private static Vector<Violation> broken(Promise promise, long count, String what) {
    return count == 0 ? Vector.empty() : Vector.of(new Violation(promise, count + what));
  }

  /** A node is up unless it lost what only peers have. */
  private Vector<Violation> missing() {
    List<Violation> violations = new ArrayList<>();
    for (SimNode node : cluster.nodes()) {
      if (!node.isUp() && node.store().lostData() == null) {
        violations.add(new Violation(Promise.RECOVERS, node.name() + " is not up"));
      }
    }
    return Vector.ofAll(violations);
  }

  @Override
  public SortedMap<String, Long> effects() {
    TreeMap<String, Long> counts = new TreeMap<>();
    for (Effect effect : REPORTED) {
      counts.put(name(effect), cluster.network().effects().get(effect));
    }
    for (SimNode node : cluster.nodes()) {
      for (DiskFault fault : DiskFault.values()) {
        counts.merge("disk: " + words(fault), node.store().effects(fault), Long::sum);
      }
      NodeCounts seen = node.counts();
      counts.merge("unsynced writes lost in crashes", seen.unsyncedLosses(), Long::sum);
      counts.merge("messages from a clock ahead", seen.fromClockAhead(), Long::sum);
      counts.merge("nodes ended by their storage", seen.storageFailures(), Long::sum);
      node.store().hintStates().forEach((state, times) -> counts.merge(state, times, Long::sum));
      seen.states(node.host()).forEach((state, times) -> counts.merge(state, times, Long::sum));
    }
    return counts;
  }

  private static String name(Effect effect) {
    String words = words(effect);
    return words.startsWith("connections") ? words : "messages " + words;
  }

  private static String words(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
