package dev.gyre.scenarios.cluster;

import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.run.Lease;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.DiskFault;
import dev.gyre.sim.disk.DiskImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Carries out faults of processes, clocks and disks on a simulated cluster. */
final class NodeFaults {
  private static final double ALWAYS = 1.0;

  private final SimCluster cluster;
  private final Seed seed;

  NodeFaults(SimCluster cluster) {
    this.cluster = cluster;
    this.seed = cluster.simulation().seed().fork("node faults");
  }

  Lease inflict(int number, Fault.OnNodes fault, Runnable happened) {
    Randomness random = seed.fork("step", number).randomness();
    List<Lease> leases = new ArrayList<>();
    for (SimNode node : cluster.selected(fault.nodes())) {
      leases.add(inflict(node, fault, random, happened));
    }
    return () -> leases.forEach(Lease::end);
  }

  private Lease inflict(SimNode node, Fault.OnNodes fault, Randomness random, Runnable happened) {
    return switch (fault) {
      case Fault.ClockSkew skew -> skew(node, skew.by(), happened);
      case Fault.ClockDrift drift -> drift(node, drift.partsPerMillion(), happened);
      case Fault.Disk disk -> trouble(node, disk.kind(), disk.probability(), happened);
      case Fault.FullDisk full -> trouble(node, DiskFault.NO_SPACE, ALWAYS, happened);
      case Fault.Crash crash -> crash(node, crash, random, happened);
      case Fault.Stop stop -> stop(node, happened);
      case Fault.Pause pause -> pause(node, happened);
      case Fault.WipeDisk wipe -> wipe(node, random, happened);
      case Fault.RollBackDisk back -> rollBack(node, back.back(), random, happened);
    };
  }

  private static Lease skew(SimNode node, Duration by, Runnable happened) {
    node.clock().jump(by.toNanos());
    happened.run();
    return () -> node.clock().jump(-by.toNanos());
  }

  private static Lease drift(SimNode node, long partsPerMillion, Runnable happened) {
    node.clock().drift(partsPerMillion);
    happened.run();
    return () -> node.clock().drift(0);
  }

  /** Whether it met anybody shows at its end. */
  private static Lease trouble(
      SimNode node, DiskFault kind, double probability, Runnable happened) {
    long before = node.store().effects(kind);
    Lease trouble = node.store().trouble(kind, probability);
    return () -> {
      trouble.end();
      if (node.store().effects(kind) > before) {
        happened.run();
      }
    };
  }

  private static Lease crash(
      SimNode node, Fault.Crash crash, Randomness random, Runnable happened) {
    if (!node.isUp()) {
      return Lease.OVER;
    }
    if (!crash.beforeForce()) {
      node.crash(crash.keeps(), random);
      happened.run();
      return node::start;
    }
    Lease aimed = node.crashBeforeNextForce(crash.keeps(), random, happened);
    return () -> {
      aimed.end();
      node.start();
    };
  }

  /** It may take longer to stop than it was to be down: then it starts again at once. */
  private static Lease stop(SimNode node, Runnable happened) {
    if (node.host() == null) {
      return Lease.OVER;
    }
    boolean[] over = new boolean[1];
    node.stop(
        () -> {
          happened.run();
          if (over[0]) {
            node.start();
          }
        });
    return () -> {
      over[0] = true;
      node.start();
    };
  }

  private static Lease pause(SimNode node, Runnable happened) {
    if (!node.isUp()) {
      return Lease.OVER;
    }
    node.pause();
    happened.run();
    return node::resume;
  }

  private static Lease wipe(SimNode node, Randomness random, Runnable happened) {
    node.crash(CrashMode.ALL_KEPT, random);
    node.store().wipe();
    happened.run();
    return node::start;
  }

  /** The copy is taken now; {@code back} later the process is killed, and goes on with the copy. */
  private Lease rollBack(SimNode node, Duration back, Randomness random, Runnable happened) {
    DiskImage image = node.store().image();
    cluster
        .simulation()
        .schedule(
            back.toNanos(),
            "roll back " + node.name(),
            () -> {
              node.crash(CrashMode.ALL_KEPT, random);
              node.store().rollBack(image);
              happened.run();
            });
    return node::start;
  }
}
