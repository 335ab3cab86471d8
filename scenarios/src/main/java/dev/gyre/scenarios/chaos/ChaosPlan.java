package dev.gyre.scenarios.chaos;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.coordinate.Timings;
import dev.gyre.core.node.NodeLimits;
import dev.gyre.scenarios.cluster.ClusterShape;
import dev.gyre.scenarios.fault.FaultSchedule;
import dev.gyre.scenarios.fault.Weather;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.storage.StorageOptions;
import dev.gyre.transport.sim.LinkOptions;
import dev.gyre.transport.sim.NetworkOptions;
import java.time.Duration;

/**
 * All that a seed decides before its run begins.
 *
 * @param keys the first half are written only with contexts, the others blindly too
 * @param chaosMillis how long faults and clients last
 */
public record ChaosPlan(
    Seed seed,
    ClusterShape shape,
    FaultSchedule schedule,
    int clients,
    int keys,
    long chaosMillis) {
  public static final int NODES = 5;
  public static final int REPLICATION = 3;
  private static final int CLIENTS = 10;
  private static final long CHAOS_MILLIS = 10_000;

  /**
   * Even seeds run the real log, tree and file store on simulated disks; odd ones keep cells in
   * memory.
   */
  public static ChaosPlan of(Seed seed) {
    Randomness random = seed.fork("plan").randomness();
    FaultSchedule schedule = FaultSchedule.draw(seed.fork("faults"), NODES, CHAOS_MILLIS);
    boolean durable = (seed.value() & 1) == 0;
    Timings timings =
        new Timings(random.between(5, 50), random.between(40, 300), random.between(100, 600));
    CellLimits cells = new CellLimits(1 << 20, 64, random.between(8, 65));
    ClusterShape shape =
        new ClusterShape(
            NODES,
            REPLICATION,
            durable,
            storage(random).with(cells),
            network(schedule.weather()),
            new ClusterShape.Settings(cells, NodeLimits.DEFAULT, timings));
    return new ChaosPlan(seed, shape, schedule, CLIENTS, random.between(2, 24), CHAOS_MILLIS);
  }

  /** Tiny segments and memtables, so that logs roll and checkpoints run within seconds. */
  private static StorageOptions storage(Randomness random) {
    StorageOptions defaults = StorageOptions.DEFAULT;
    int segment = 1 << random.between(13, 17);
    return new StorageOptions(
        defaults.cells(),
        new StorageOptions.Log(segment, 1 << 20, 10_000, segment * 2L),
        new StorageOptions.Memory(1L << random.between(12, 16), 1 << 20),
        new StorageOptions.Tree(1, random.between(1, 64), 1 << 14, 60, 4),
        false);
  }

  private static NetworkOptions network(Weather weather) {
    return NetworkOptions.DEFAULT.with(links(weather));
  }

  static LinkOptions links(Weather weather) {
    long jitterNanos = weather.jitterMicros() * 1_000;
    long delayNanos = weather.delayMicros() * 1_000;
    return LinkOptions.CALM
        .with(
            new LinkOptions.Delay(
                delayNanos / 2, delayNanos, Duration.ofMillis(200).toNanos() + jitterNanos))
        .withLoss(weather.loss())
        .with(new LinkOptions.Duplication(weather.duplication(), Duration.ofMillis(400).toNanos()))
        .with(new LinkOptions.Reordering(weather.reordering(), jitterNanos + 1))
        .withCorruption(weather.corruption());
  }
}
