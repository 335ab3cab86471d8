package dev.gyre.scenarios.cluster;

import dev.gyre.scenarios.run.Lease;
import dev.gyre.sim.Seed;
import dev.gyre.sim.Simulation;
import dev.gyre.sim.disk.DiskFault;
import dev.gyre.sim.disk.DiskFaults;
import dev.gyre.sim.disk.DiskLatency;
import dev.gyre.sim.disk.DiskOptions;
import dev.gyre.sim.disk.SimDisk;
import java.util.ArrayList;
import java.util.List;

/** The disk of a node with the troubles that it is in: where several overlap, the worst counts. */
final class NodeDisk {
  private static final long WRITE_NANOS = 800_000;
  private static final long FORCE_NANOS = 500_000;
  private static final DiskLatency LATENCY =
      new DiskLatency(20_000, WRITE_NANOS, FORCE_NANOS, 300_000_000);

  private record Trouble(DiskFault kind, double probability, int order) {}

  private final SimDisk disk;
  private final List<Trouble> troubles = new ArrayList<>();
  private int lastOrder;

  NodeDisk(Seed seed, Simulation simulation) {
    this.disk = new SimDisk(seed, DiskOptions.DEFAULT.withLatency(LATENCY), simulation::charge);
  }

  SimDisk disk() {
    return disk;
  }

  Lease trouble(DiskFault kind, double probability) {
    Trouble trouble = new Trouble(kind, probability, lastOrder++);
    troubles.add(trouble);
    apply();
    return () -> {
      troubles.remove(trouble);
      apply();
    };
  }

  void heal() {
    troubles.clear();
    apply();
  }

  private void apply() {
    DiskFaults faults = DiskFaults.NONE;
    for (Trouble trouble : troubles) {
      double worst = Math.max(faults.probability(trouble.kind()), trouble.probability());
      faults = faults.with(trouble.kind(), worst);
    }
    disk.faults(faults);
  }
}
