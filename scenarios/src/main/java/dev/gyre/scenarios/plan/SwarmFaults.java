package dev.gyre.scenarios.plan;

import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Selector;
import dev.gyre.scenarios.dsl.Step;
import dev.gyre.scenarios.dsl.Trigger;
import dev.gyre.scenarios.dsl.Trouble;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.DiskFault;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Draws the faults of a swarm, kind by kind: each is left out of about half of the runs. */
final class SwarmFaults {
  private static final CrashMode[] MODES = CrashMode.values();
  private static final int MOST = 4;
  private static final int BLOCK = 100;

  private final Seed seed;
  private final Cluster cluster;
  private final long lastingMillis;
  private final List<Step> steps = new ArrayList<>();
  private int kinds;

  private SwarmFaults(Seed seed, Cluster cluster, Duration lasting) {
    this.seed = seed;
    this.cluster = cluster;
    this.lastingMillis = lasting.toMillis();
  }

  static Vector<Step> draw(Seed seed, Cluster cluster, Duration lasting) {
    SwarmFaults draw = new SwarmFaults(seed, cluster, lasting);
    draw.network();
    draw.clocks();
    draw.processes();
    if (cluster.storage() == Cluster.Storage.DURABLE) {
      draw.disks();
    }
    return Vector.ofAll(draw.steps);
  }

  /** So many of a kind, in half of the runs. */
  private void some(String kind, int most, Function<Randomness, Fault> fault) {
    Randomness random = seed.fork(kind).randomness();
    int count = random.nextBoolean() ? random.between(1, most + 1) : 0;
    add(random, count, fault);
  }

  private void add(Randomness random, int count, Function<Randomness, Fault> fault) {
    int first = BLOCK * kinds++;
    for (int i = 0; i < count; i++) {
      Duration at = Duration.ofMillis(random.nextLong(lastingMillis));
      steps.add(new Step(first + i, new Trigger.At(at), fault.apply(random)));
    }
  }

  private void network() {
    some("partitions", MOST, random -> new Fault.Partition(side(random), BOTH, lease(random)));
    some(
        "deaf or mute",
        MOST,
        random -> new Fault.Partition(side(random), oneWay(random), lease(random)));
    some("cuts", MOST, random -> new Fault.Cut(few(random), few(random), lease(random)));
    some("clogs", 2, random -> new Fault.Clog(few(random), few(random), lease(random)));
    some("loss", MOST, random -> link(random, Trouble.NONE.loss(random.nextDouble() * 0.3)));
    some("latency", MOST, random -> link(random, Trouble.NONE.latency(millis(random, 1, 60))));
    some(
        "copies",
        MOST,
        random -> link(random, Trouble.NONE.duplication(random.nextDouble() * 0.3)));
    some("order", MOST, random -> link(random, Trouble.NONE.reordering(random.nextDouble() * 0.5)));
    some(
        "bit flips",
        2,
        random -> link(random, Trouble.NONE.corruption(random.nextDouble() * 0.05)));
    some(
        "slow links",
        2,
        random -> link(random, Trouble.NONE.bytesPerSecond(random.between(5_000, 200_000))));
    some("broken connections", 2, random -> new Fault.BreakConnections(few(random)));
  }

  private void clocks() {
    some(
        "skew",
        MOST,
        random ->
            new Fault.ClockSkew(
                few(random), millis(random, -5_000, 2_000), millis(random, 500, lastingMillis)));
    some(
        "small skew",
        MOST,
        random ->
            new Fault.ClockSkew(
                few(random), millis(random, -200, 400), Duration.ofMillis(lastingMillis)));
    some(
        "drift",
        2,
        random ->
            new Fault.ClockDrift(
                few(random), random.between(-500L, 501L), Duration.ofMillis(lastingMillis)));
  }

  private void processes() {
    some("crashes", cluster.nodes(), random -> crash(random, new Selector.Some(1)));
    some("crashes of several", 1, random -> crash(random, few(random)));
    some("crash of all", 1, random -> crash(random, new Selector.Everyone()));
    some("stops", 3, random -> new Fault.Stop(new Selector.Some(1), millis(random, 10, 2_000)));
    some("pauses", MOST, random -> new Fault.Pause(few(random), millis(random, 50, 2_500)));
  }

  private void disks() {
    some("slow disks", MOST, random -> disk(random, DiskFault.SLOW, random.nextDouble()));
    some("full disks", 1, random -> new Fault.FullDisk(new Selector.Some(1), lease(random)));
    some(
        "failing forces",
        2,
        random -> disk(random, DiskFault.FORCE_ERROR, random.nextDouble() * 0.2));
    some(
        "failing writes",
        2,
        random -> disk(random, DiskFault.WRITE_ERROR, random.nextDouble() * 0.2));
    some(
        "failing reads",
        2,
        random -> disk(random, DiskFault.READ_ERROR, random.nextDouble() * 0.2));
    Randomness rare = seed.fork("destruction").randomness();
    if (rare.chance(0.4)) {
      destruction();
    }
  }

  private void destruction() {
    some("bit rot", 1, this::bitRot);
    some(
        "misdirected writes",
        1,
        random -> disk(random, DiskFault.MISDIRECTED_WRITE, random.nextDouble() * 0.05));
    some("wiped disk", 1, random -> new Fault.WipeDisk(new Selector.Some(1), lease(random)));
    some(
        "rolled-back disk",
        1,
        random ->
            new Fault.RollBackDisk(
                new Selector.Some(1), millis(random, 100, 3_000), lease(random)));
  }

  private static final Fault.Direction BOTH = Fault.Direction.BOTH;

  private static Fault.Direction oneWay(Randomness random) {
    return random.nextBoolean() ? Fault.Direction.OUT : Fault.Direction.IN;
  }

  private Fault link(Randomness random, Trouble trouble) {
    boolean everywhere = random.nextBoolean();
    Selector everyone = new Selector.Everyone();
    return new Fault.Link(
        everywhere ? everyone : few(random),
        everywhere ? everyone : few(random),
        trouble,
        lease(random));
  }

  private static Fault crash(Randomness random, Selector nodes) {
    CrashMode keeps = MODES[random.nextInt(MODES.length)];
    return new Fault.Crash(nodes, keeps, random.chance(0.7), millis(random, 10, 3_000));
  }

  private Fault disk(Randomness random, DiskFault kind, double probability) {
    return new Fault.Disk(new Selector.Some(1), kind, probability, lease(random));
  }

  /** To the end, because a node reads little but when it starts again. */
  private Fault bitRot(Randomness random) {
    return disk(random, DiskFault.BIT_ROT, random.nextDouble())
        .lasting(Duration.ofMillis(lastingMillis));
  }

  private Selector side(Randomness random) {
    return new Selector.Some(random.between(1, cluster.nodes() / 2 + 1));
  }

  private Selector few(Randomness random) {
    return new Selector.Some(random.between(1, Math.min(3, cluster.nodes()) + 1));
  }

  private static Duration lease(Randomness random) {
    return millis(random, 100, 4_000);
  }

  private static Duration millis(Randomness random, long least, long most) {
    return Duration.ofMillis(random.between(least, most + 1));
  }
}
