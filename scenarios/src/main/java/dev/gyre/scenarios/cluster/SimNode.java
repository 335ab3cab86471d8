package dev.gyre.scenarios.cluster;

import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.host.HostObserver;
import dev.gyre.core.host.NodeHost;
import dev.gyre.core.host.Ports;
import dev.gyre.core.host.Storage;
import dev.gyre.core.machine.Event;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.node.Incarnation;
import dev.gyre.core.node.NodeSettings;
import dev.gyre.core.ring.Member;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.sim.SimClock;
import dev.gyre.sim.SimProcess;
import dev.gyre.sim.SimWorker;
import dev.gyre.sim.Simulation;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.CrashOutcome;
import dev.gyre.sim.disk.DiskFault;
import dev.gyre.sim.disk.DiskFaults;
import dev.gyre.sim.disk.DiskLatency;
import dev.gyre.sim.disk.DiskOptions;
import dev.gyre.sim.disk.DiskWatch;
import dev.gyre.sim.disk.OperationKind;
import dev.gyre.sim.disk.SimDisk;
import dev.gyre.storage.DurableStorage;
import dev.gyre.storage.MemoryStorage;
import dev.gyre.storage.OpenResult;
import dev.gyre.storage.StorageWorkers;
import dev.gyre.storage.Verdict;
import dev.gyre.storage.life.Ownership;
import dev.gyre.transport.sim.SimNetwork;
import dev.gyre.transport.sim.SimTransport;
import org.jspecify.annotations.Nullable;

/**
 * One machine of a simulated cluster: its disk and clock outlive the process, which can be killed
 * and started again.
 */
public final class SimNode {
  private static final long FORCE_NANOS = 500_000;
  private static final long LOOK_NANOS = 250_000;
  private static final long WRITE_NANOS = 800_000;
  private static final DiskLatency LATENCY =
      new DiskLatency(20_000, WRITE_NANOS, FORCE_NANOS, 300_000_000);

  private final Simulation simulation;
  private final SimNetwork network;
  private final Member member;
  private final NodeSettings settings;
  private final ClusterShape shape;
  private final SimClock clock;
  private final SimDisk disk;
  private final MemoryStorage.Medium medium = new MemoryStorage.Medium();
  private final Randomness random;

  /** Lives of a node without a durable store: its owner counts them. */
  private int memoryLives;

  private @Nullable SimProcess process;
  private @Nullable NodeHost host;
  private @Nullable MemoryStorage memory;
  private long unsyncedLosses;
  private long fromClockAhead;

  SimNode(
      Simulation simulation,
      SimNetwork network,
      Member member,
      NodeSettings settings,
      ClusterShape shape) {
    this.simulation = simulation;
    this.network = network;
    this.member = member;
    this.settings = settings;
    this.shape = shape;
    Seed seed = simulation.seed().fork("node", member.id().number());
    this.clock = SimClock.of(simulation);
    this.random = seed.fork("host").randomness();
    this.disk =
        new SimDisk(
            seed.fork("disk"), DiskOptions.DEFAULT.withLatency(LATENCY), simulation::charge);
  }

  public Member member() {
    return member;
  }

  public SimClock clock() {
    return clock;
  }

  public SimDisk disk() {
    return disk;
  }

  public boolean isUp() {
    return process != null && process.isAlive();
  }

  /** Null while it is down. */
  public @Nullable NodeHost host() {
    return isUp() ? host : null;
  }

  /** How many crashes of this node took away something that was written and not forced. */
  public long unsyncedLosses() {
    return unsyncedLosses;
  }

  /** Messages whose sender's clock was ahead of this node's. */
  public long fromClockAhead() {
    return fromClockAhead;
  }

  /** Starts the process, or its next life. */
  public void start() {
    if (isUp()) {
      return;
    }
    SimProcess life = simulation.process(member.id().toString());
    process = life;
    SimWorker loop = life.scheduler().createWorker();
    loop.schedule(0, "start " + member.id(), 0, () -> serve(life, loop));
  }

  private void serve(SimProcess life, SimWorker loop) {
    OneThread thread = new OneThread(loop);
    StorageWorkers workers =
        new StorageWorkers(
            thread.createWorker(),
            life.scheduler().createWorker(),
            life.scheduler().createWorker());
    Started started = shape.durable() ? open(workers) : remember(workers);
    SimTransport transport = network.attach(member, loop);
    NodeHost next =
        new NodeHost(
            settings,
            started.incarnation,
            new Ports(
                transport,
                started.storage,
                thread,
                () -> new Moment(clock.wallMillis(), clock.monotonicNanos() / 1_000_000),
                random::nextLong,
                new ClockWatch()));
    host = next;
    next.failure().subscribe(unused -> {}, failed -> failed(failed));
    transport.serve(next, () -> settings.topology(), () -> next.node().currentStamp());
    next.start();
  }

  /** Counts what skewed clocks did. */
  private final class ClockWatch implements HostObserver {
    @Override
    public void event(Event event, Moment now) {
      if (event instanceof Event.Received received
          && HybridClock.millis(received.stamp()) > now.wallMillis()) {
        fromClockAhead++;
      }
    }
  }

  private record Started(Storage storage, Incarnation incarnation) {}

  private Started open(StorageWorkers workers) {
    Ownership owner =
        new Ownership(settings.cluster(), settings.self(), settings.topology().partitions());
    OpenResult result =
        DurableStorage.open(shape.storage(), new SimulatedDisk(disk), workers, owner);
    return switch (result) {
      case OpenResult.Opened opened
          when opened.report().verdict() instanceof Verdict.LostData lost ->
          throw new IllegalStateException(member.id() + " lost data: " + lost.reason());
      case OpenResult.Opened opened ->
          new Started(opened.storage(), new Incarnation(opened.life(), opened.lastSequence()));
      case OpenResult.Failed failed ->
          throw new IllegalStateException(member.id() + " cannot start: " + failed.message());
    };
  }

  private Started remember(StorageWorkers workers) {
    MemoryStorage storage =
        new MemoryStorage(
            medium,
            shape.storage(),
            workers,
            () -> FORCE_NANOS + (long) random.exponential(2 * FORCE_NANOS));
    memory = storage;
    return new Started(storage, Incarnation.fresh(++memoryLives));
  }

  /** No fault of these schedules makes a store fail; one that does is a bug. */
  private void failed(Throwable cause) {
    throw new IllegalStateException(member.id() + " lost its storage", cause);
  }

  /** Kills the process; its disk keeps of the unsynced what the mode lets it. */
  public void crash(CrashMode mode, Randomness how) {
    if (process == null || !process.isAlive()) {
      return;
    }
    process.kill();
    host = null;
    lose(mode, how);
  }

  private void lose(CrashMode mode, Randomness how) {
    CrashOutcome outcome = disk.crash(mode, how);
    boolean forgot = memory != null && memory.unforced() > 0;
    unsyncedLosses += outcome.bytesLost() > 0 || forgot ? 1 : 0;
    if (memory != null) {
      memory.crash();
    }
  }

  /**
   * Kills the process at its next force of something, before it happens: the moment at which a
   * crash has most to take. {@code then} runs when that has been decided.
   */
  public void crashBeforeNextForce(CrashMode mode, Randomness how, Runnable then) {
    SimProcess aimedAt = process;
    if (aimedAt == null || !aimedAt.isAlive()) {
      return;
    }
    if (!shape.durable()) {
      crashWhenUnforced(aimedAt, mode, how, then);
      return;
    }
    disk.watch(
        (kind, index, name) -> {
          if (kind != OperationKind.FORCE || process != aimedAt || !aimedAt.isAlive()) {
            return DiskWatch.Moment.NEVER;
          }
          aimedAt.kill();
          host = null;
          simulation.schedule(
              0,
              "power lost",
              () -> {
                disk.watch(DiskWatch.NONE);
                lose(mode, how);
                then.run();
              });
          return DiskWatch.Moment.BEFORE;
        });
  }

  private void crashWhenUnforced(
      SimProcess aimedAt, CrashMode mode, Randomness how, Runnable then) {
    if (process != aimedAt || !aimedAt.isAlive()) {
      return;
    }
    if (memory != null && memory.unforced() > 0) {
      crash(mode, how);
      then.run();
    } else {
      simulation.schedule(
          LOOK_NANOS, "look for the unforced", () -> crashWhenUnforced(aimedAt, mode, how, then));
    }
  }

  public void pause() {
    if (process != null && process.isAlive()) {
      process.pause();
    }
  }

  public void resume() {
    if (process != null && process.isAlive()) {
      process.resume();
    }
  }

  /** Each disk operation is slow with this probability; 0 ends it. */
  public void slowDisk(double probability) {
    disk.faults(DiskFaults.NONE.with(DiskFault.SLOW, probability));
  }
}
