package dev.gyre.scenarios.chaos;

import dev.gyre.client.machine.Limits;
import dev.gyre.core.message.Consistency;
import dev.gyre.scenarios.cluster.SimCluster;
import dev.gyre.scenarios.cluster.SimNode;
import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.history.Operation;
import dev.gyre.scenarios.history.Operation.Result;
import dev.gyre.scenarios.oracle.EventualOracle;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.sim.Simulation;
import dev.gyre.sim.disk.DiskFault;
import dev.gyre.transport.sim.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * One run: a phase of faults under load, then healing, then a quorum read of every key, which must
 * succeed; then silence, in which nothing may be left over. Judged by {@link EventualOracle} and by
 * what must be true of any run.
 */
public final class ChaosRun {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long SETTLE_MILLIS = 5_000;
  private static final long READ_BACK_MILLIS = 10_000;
  private static final long SILENCE_MILLIS = 5_000;
  private static final int READ_BACK_TIMEOUT_MILLIS = 5_000;

  /** A tick of each timer on the way, and the hop back to the client. */
  private static final long SLACK_MILLIS = 50;

  private final Simulation simulation;
  private final ChaosPlan plan;
  private final SimCluster cluster;
  private final FaultInjector injector;
  private final History history = new History();
  private final List<Violation> violations = new ArrayList<>();

  private ChaosRun(Simulation simulation, ChaosPlan plan) {
    this.simulation = simulation;
    this.plan = plan;
    this.cluster = new SimCluster(simulation, plan.shape());
    this.injector = new FaultInjector(simulation, cluster, plan.schedule());
  }

  /** Runs to the end; throws only when something threw in the simulation. */
  public static ChaosResult run(Simulation simulation, ChaosPlan plan) {
    return new ChaosRun(simulation, plan).run();
  }

  private ChaosResult run() {
    simulation.within(this::begin);
    runMillis(plan.chaosMillis());
    simulation.within(injector::heal);
    runMillis(SETTLE_MILLIS);
    simulation.within(this::readBack);
    runMillis(READ_BACK_MILLIS);
    runMillis(SILENCE_MILLIS);
    judge();
    return new ChaosResult(
        List.of(violations.toArray(Violation[]::new)), history.size(), effects());
  }

  private void runMillis(long millis) {
    simulation.runUntil(simulation.nowNanos() + millis * NANOS_PER_MILLI);
  }

  private void begin() {
    cluster.start();
    injector.begin();
    for (int i = 0; i < plan.clients(); i++) {
      new ChaosClient(simulation, history, cluster.client(i, Limits.DEFAULT), plan, i).begin();
    }
  }

  /**
   * Everything healed: each key read at QUORUM by a fresh client, and every read must be answered
   * with a value.
   */
  private void readBack() {
    int number = plan.clients();
    ChaosClient reader =
        new ChaosClient(simulation, history, cluster.client(number, Limits.DEFAULT), plan, number);
    for (int i = 0; i < plan.keys(); i++) {
      reader.read("k" + i, Consistency.QUORUM, READ_BACK_TIMEOUT_MILLIS, () -> {});
    }
  }

  private void judge() {
    long longest = Math.max(ChaosClient.LONGEST_TIMEOUT_MILLIS, READ_BACK_TIMEOUT_MILLIS);
    violations.addAll(
        new EventualOracle((longest + SLACK_MILLIS) * NANOS_PER_MILLI).judge(history));
    for (Operation operation : history.operations()) {
      boolean readBack = operation.client() == plan.clients();
      if (readBack && !(operation.result() instanceof Result.Seen)) {
        violations.add(new Violation("recovers", "after healing there is no answer: " + operation));
      }
    }
    if (cluster.leftovers() != 0) {
      violations.add(
          new Violation("no-leftovers", cluster.leftovers() + " requests and timers in silence"));
    }
    if (cluster.unexpectedMessages() != 0) {
      violations.add(new Violation("no-nonsense", "a machine met a message that it cannot take"));
    }
    for (SimNode node : cluster.nodes()) {
      if (!node.isUp()) {
        violations.add(new Violation("recovers", node.member().id() + " is not up"));
      }
    }
  }

  private TreeMap<String, Long> effects() {
    TreeMap<String, Long> counts = new TreeMap<>(injector.effects());
    for (Effect effect :
        List.of(
            Effect.LOST,
            Effect.DUPLICATED,
            Effect.REORDERED,
            Effect.CORRUPTED,
            Effect.CUT_OFF,
            Effect.LOST_IN_CRASH,
            Effect.REACHED_NEXT_LIFE)) {
      String name =
          "messages " + effect.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
      counts.put(name, cluster.network().effects().get(effect));
    }
    for (SimNode node : cluster.nodes()) {
      counts.merge("disk operations slowed", node.disk().effects(DiskFault.SLOW), Long::sum);
      counts.merge("unsynced writes lost in crashes", node.unsyncedLosses(), Long::sum);
      counts.merge("messages from a clock ahead", node.fromClockAhead(), Long::sum);
    }
    return counts;
  }
}
