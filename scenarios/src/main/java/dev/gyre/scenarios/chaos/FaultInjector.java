package dev.gyre.scenarios.chaos;

import dev.gyre.scenarios.cluster.SimCluster;
import dev.gyre.scenarios.cluster.SimNode;
import dev.gyre.scenarios.fault.ClockError;
import dev.gyre.scenarios.fault.Fault;
import dev.gyre.scenarios.fault.FaultSchedule;
import dev.gyre.scenarios.fault.Weather;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.SimClock;
import dev.gyre.sim.Simulation;
import dev.gyre.transport.sim.Disturbance;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Carries a schedule out on a cluster, and counts what took effect. */
final class FaultInjector {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Simulation simulation;
  private final SimCluster cluster;
  private final FaultSchedule schedule;
  private final Randomness crashes;
  private final List<Disturbance> partitions = new ArrayList<>();

  /** How often each kind met somebody whom it could harm. */
  private final TreeMap<String, Long> effects = new TreeMap<>();

  private boolean healed;

  FaultInjector(Simulation simulation, SimCluster cluster, FaultSchedule schedule) {
    this.simulation = simulation;
    this.cluster = cluster;
    this.schedule = schedule;
    this.crashes = simulation.randomness("what crashes keep");
  }

  void begin() {
    for (int i = 0; i < schedule.clocks().size(); i++) {
      ClockError error = schedule.clocks().get(i);
      SimNode node = cluster.nodes().get(i);
      node.clock().jump(error.skewMillis() * NANOS_PER_MILLI);
      node.clock().drift(error.driftPpm());
    }
    for (Fault fault : schedule.faults()) {
      simulation.schedule(fault.atMillis() * NANOS_PER_MILLI, fault.kind(), () -> inflict(fault));
    }
  }

  TreeMap<String, Long> effects() {
    return effects;
  }

  private void inflict(Fault fault) {
    switch (fault) {
      case Fault.Partition partition -> partition(partition);
      case Fault.Crash crash -> crash(crash);
      case Fault.Pause pause -> pause(pause);
      case Fault.ClockJump jump -> {
        node(jump.node()).clock().jump(jump.millis() * NANOS_PER_MILLI);
        count(jump);
      }
      case Fault.SlowDisk slow -> slowDisk(slow);
    }
  }

  private void partition(Fault.Partition partition) {
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < cluster.nodes().size(); i++) {
      if (!partition.side().contains(i)) {
        others.add(i);
      }
    }
    List<String> from = cluster.names(partition.side());
    List<String> to = cluster.names(others);
    Disturbance cut =
        partition.oneWay()
            ? cluster.network().cut(from, to)
            : cluster.network().partition(from, to);
    partitions.add(cut);
    count(partition);
    after(partition.lastingMillis(), "partition ends", cut::end);
  }

  private void crash(Fault.Crash crash) {
    SimNode node = node(crash.node());
    if (node.isUp()) {
      if (crash.beforeForce()) {
        node.crashBeforeNextForce(crash.mode(), crashes, () -> crashed(crash, node));
      } else {
        node.crash(crash.mode(), crashes);
        crashed(crash, node);
      }
    }
  }

  private void crashed(Fault.Crash crash, SimNode node) {
    count(crash);
    if (healed) {
      node.start();
    } else {
      after(crash.downMillis(), "restart", () -> restart(node));
    }
  }

  private void restart(SimNode node) {
    if (!node.isUp()) {
      node.start();
    }
  }

  private void pause(Fault.Pause pause) {
    SimNode node = node(pause.node());
    if (node.isUp()) {
      node.pause();
      count(pause);
      after(pause.lastingMillis(), "resume", node::resume);
    }
  }

  private void slowDisk(Fault.SlowDisk slow) {
    SimNode node = node(slow.node());
    node.slowDisk(slow.probability());
    after(slow.lastingMillis(), "disk recovers", () -> node.slowDisk(0));
  }

  /** Ends everything: links calm, nodes up, clocks set right. */
  void heal() {
    healed = true;
    partitions.forEach(Disturbance::end);
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < cluster.nodes().size(); i++) {
      all.add(i);
    }
    List<String> names = cluster.names(all);
    cluster.network().options(names, names, ChaosPlan.links(Weather.CALM));
    for (SimNode node : cluster.nodes()) {
      node.resume();
      node.slowDisk(0);
      node.clock().drift(0);
      long truth = SimClock.DEFAULT_EPOCH_MILLIS;
      node.clock().jump(-node.clock().errorNanos(truth));
      node.start();
    }
  }

  private SimNode node(int number) {
    return cluster.nodes().get(number);
  }

  private void after(long millis, String label, Runnable action) {
    simulation.schedule(
        millis * NANOS_PER_MILLI,
        label,
        () -> {
          if (!healed) {
            action.run();
          }
        });
  }

  private void count(Fault fault) {
    effects.merge(fault.kind(), 1L, Long::sum);
  }
}
