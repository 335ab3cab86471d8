package dev.gyre.scenarios.plan;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.scenarios.dsl.Check;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Tuning;
import dev.gyre.scenarios.dsl.Workload;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import io.vavr.collection.Vector;
import java.time.Duration;

/**
 * Draws whole scenarios (swarm testing: Groce, Zhang, Eide, Chen, Regehr, ISSTA 2012): which kinds
 * of fault, how strong, the shape of the cluster and of the load, the product's own limits. Leaving
 * kinds out finds what their mixture hides.
 */
public final class Swarm {
  public static final String NAME = "chaos";

  private static final Duration LASTING = Duration.ofSeconds(10);
  private static final Duration QUIESCE = Duration.ofSeconds(18);

  private static final Vector<Check> CHECKS =
      Vector.of(
              Promise.ANSWERED,
              Promise.NO_THIN_AIR,
              Promise.NO_ACKNOWLEDGED_WRITE_LOST,
              Promise.READ_YOUR_WRITES,
              Promise.MONOTONIC_READS,
              Promise.CAUSAL_SIBLINGS,
              Promise.NO_RESURRECTION,
              Promise.BOUNDED,
              Promise.NO_NONSENSE,
              Promise.NO_EXCEPTION,
              Promise.REPRODUCIBLE)
          .<Check>map(Check.Always::new)
          .appendAll(
              Vector.of(
                      Promise.RECOVERS,
                      Promise.CONVERGED,
                      Promise.HINTS_DRAINED,
                      Promise.NO_LEFTOVERS)
                  .map(Check.Eventually::new))
          .appendAll(
              Vector.of(
                      "siblings were seen",
                      "a tombstone was seen",
                      "an outcome was unknown",
                      "a retried write was acknowledged",
                      "unsynced writes lost in crashes",
                      "messages from a clock ahead",
                      "hints taken",
                      "hints handed over",
                      "hints refused for their bound",
                      "hints dropped for their age",
                      "writes minted in a hint",
                      "members suspected",
                      "suspicions refuted",
                      "members found dead",
                      "members back",
                      "a digest stood for something else",
                      "a read was written back",
                      "a read repair was sent",
                      "hash trees were grown after a start",
                      "an exchange found a difference",
                      "hints taken",
                      "hints handed over",
                      "hints refused for their bound",
                      "hints dropped for their age",
                      "writes minted in a hint")
                  .map(Check.Sometimes::new));

  private Swarm() {}

  /** The scenario of this seed; its selections are still to be planned. */
  public static Scenario draw(Seed seed) {
    Seed swarm = seed.fork("swarm");
    Cluster cluster = cluster(swarm.fork("cluster").randomness());
    boolean durable = (seed.value() & 1) == 0;
    Cluster kept = cluster.storage(durable ? Cluster.Storage.DURABLE : Cluster.Storage.MEMORY);
    return new Scenario(
        NAME,
        "everything that a seed can think of",
        kept,
        workload(swarm.fork("workload").randomness()),
        SwarmFaults.draw(swarm.fork("faults"), kept, LASTING),
        new Scenario.Phases(LASTING, QUIESCE),
        CHECKS);
  }

  /** Mostly the usual five nodes and three owners. */
  private static Cluster cluster(Randomness random) {
    int nodes = random.chance(0.5) ? 5 : random.between(3, 10);
    int replication = random.chance(0.6) ? 3 : random.between(1, Math.min(nodes, 5) + 1);
    int racks = random.chance(0.5) ? nodes : random.between(1, nodes + 1);
    return new Cluster(nodes, replication, racks, Cluster.Storage.EITHER, tuning(random));
  }

  private static Tuning tuning(Randomness random) {
    boolean small = random.chance(0.1);
    return new Tuning(
        new Tuning.Waits(
            random.between(5, 50),
            random.between(40, 300),
            random.between(100, 600),
            watch(random)),
        new Tuning.Cells(1 << 20, small ? random.between(2, 6) : 64, window(random)),
        new Tuning.Store(
            1 << random.between(13, 17), 1L << random.between(12, 16), random.between(1, 64)),
        repair(random),
        hints(random),
        small ? random.between(2, 10) : 20_000,
        random.between(1, 9));
  }

  /** Lanes are small here: most clusters ask for digests of them all the same. */
  private static Tuning.Repair repair(Randomness random) {
    return new Tuning.Repair(
        random.chance(0.3) ? Tuning.Repair.DEFAULT.bodyBytes() : 0,
        random.between(20, 500),
        random.chance(0.5) ? random.between(0, 1_001) : 0,
        random.between(500, 4_000));
  }

  /** Mostly ample; sometimes so few that they are refused, or so short-lived that they age. */
  private static Tuning.Hints hints(Randomness random) {
    return new Tuning.Hints(
        random.chance(0.7) ? Tuning.Hints.DEFAULT.bytes() : random.between(0, 4_000),
        random.chance(0.8) ? Tuning.Hints.DEFAULT.ageMillis() : random.between(500, 6_000),
        random.between(1, 32));
  }

  /** Often so quick that members are suspected, found dead and back within a run. */
  private static Tuning.Watch watch(Randomness random) {
    if (random.nextBoolean()) {
      return Tuning.Watch.DEFAULT;
    }
    int period = random.between(200, 1_000);
    return new Tuning.Watch(
        period,
        period * random.between(20, 70) / 100,
        random.between(1, 5),
        random.between(1, 7),
        random.between(500, 10_000));
  }

  /**
   * Never below what a node is given unless told otherwise: ADR 6 says what a window is good for.
   */
  private static int window(Randomness random) {
    return random.between(CellLimits.DEFAULT.windowEntries(), 97);
  }

  private static Workload workload(Randomness random) {
    Workload.Keys keys =
        new Workload.Keys(
            random.between(2, 24),
            random.nextBoolean() ? 0 : 0.5 + random.nextDouble(),
            random.chance(0.2) ? 1.0 : 0.5);
    Workload.Mix mix =
        new Workload.Mix(random.between(1, 8), random.between(2, 8), random.between(0, 3), 0);
    boolean open = random.chance(0.15);
    Duration rest = Duration.ofMillis(random.between(10, 80));
    Workload.Demands demands =
        new Workload.Demands(
            random.chance(0.1) ? Workload.Level.ALL : Workload.Level.QUORUM,
            random.nextBoolean() ? 0.2 : 0,
            Duration.ofMillis(random.between(300, 3_000)),
            random.chance(0.1) ? random.between(100, 60_000) : Workload.LEAST_VALUE_BYTES);
    return new Workload(
        random.between(2, 16),
        keys,
        mix,
        open ? new Workload.Pace.Open(rest) : new Workload.Pace.Closed(rest),
        demands,
        Vector.empty());
  }
}
