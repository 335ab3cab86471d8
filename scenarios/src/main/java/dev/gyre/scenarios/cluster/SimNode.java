package dev.gyre.scenarios.cluster;

import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.host.HostObserver;
import dev.gyre.core.host.NodeHost;
import dev.gyre.core.host.Ports;
import dev.gyre.core.host.Storage;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Event;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.member.MemberStatus;
import dev.gyre.core.message.Request;
import dev.gyre.core.node.NodeSettings;
import dev.gyre.core.ring.Member;
import dev.gyre.scenarios.run.Lease;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.sim.SimClock;
import dev.gyre.sim.SimProcess;
import dev.gyre.sim.SimWorker;
import dev.gyre.sim.Simulation;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.DiskWatch;
import dev.gyre.sim.disk.OperationKind;
import dev.gyre.storage.StorageOptions;
import dev.gyre.storage.StorageWorkers;
import dev.gyre.transport.sim.SimNetwork;
import dev.gyre.transport.sim.SimTransport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One machine of a simulated cluster: its disk and clock outlive the process, which can be killed
 * and started again. A process whose storage fails ends, and is started again by a supervisor, as
 * in production.
 */
public final class SimNode {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long LOOK_NANOS = 250_000;
  private static final long SUPERVISOR_NANOS = 500_000_000;

  /**
   * What keeps the cells.
   *
   * @param durable the real log, tree and file store; otherwise cells in memory
   */
  record Keeping(boolean durable, StorageOptions options) {}

  /**
   * Who it is.
   *
   * @param minted runs when this node begins to coordinate a write
   */
  record Role(Member member, NodeSettings settings, Runnable minted) {}

  private final Simulation simulation;
  private final SimNetwork network;
  private final Member member;
  private final NodeSettings settings;
  private final SimClock clock;
  private final NodeStore store;
  private final Randomness random;
  private final Runnable minted;
  private final NodeCounts counts = new NodeCounts();

  private ClusterObserver observer = ClusterObserver.NONE;
  private @Nullable SimProcess process;
  private @Nullable NodeHost host;
  private @Nullable Storage storage;

  /** Killed before a force, and what the disk keeps is not decided yet. */
  private boolean losingPower;

  /** Whether somebody wanted it started meanwhile. */
  private boolean startsAgain;

  SimNode(Simulation simulation, SimNetwork network, Role role, Keeping keeping) {
    this.simulation = simulation;
    this.network = network;
    this.member = role.member();
    this.settings = role.settings();
    this.minted = role.minted();
    Seed seed = simulation.seed().fork("node", member.id().number());
    this.clock = SimClock.of(simulation);
    this.random = seed.fork("host").randomness();
    this.store = new NodeStore(seed, simulation, keeping, settings);
  }

  void observe(ClusterObserver who) {
    observer = who;
  }

  private void tell(SimProcess life, ClusterObserver.NodeChange change, String detail) {
    observer.became(member.id(), life.life(), change, detail);
  }

  public Member member() {
    return member;
  }

  /** As the network and selectors have it: {@code n1}. */
  public String name() {
    return member.id().toString();
  }

  public SimClock clock() {
    return clock;
  }

  public NodeStore store() {
    return store;
  }

  /** What happened to it so far. */
  public NodeCounts counts() {
    return counts;
  }

  /** What it believes of all members; nothing while it is down. */
  List<MemberStatus> memberStatuses() {
    NodeHost serving = host();
    return serving == null ? List.of() : serving.node().membership().members();
  }

  long uptimeMillis() {
    return clock.monotonicNanos() / NANOS_PER_MILLI;
  }

  public boolean isUp() {
    return process != null && process.isAlive();
  }

  /** Null while it is down, or about to serve. */
  public @Nullable NodeHost host() {
    return isUp() ? host : null;
  }

  /** Null while it is down, or about to serve. */
  @Nullable Storage storage() {
    return host() == null ? null : storage;
  }

  NodeSettings settings() {
    return settings;
  }

  /** Requests that it coordinates now. */
  int runningRequests() {
    NodeHost serving = host;
    return serving == null ? 0 : serving.node().runningRequests();
  }

  /** Starts the process, or its next life; not where data was lost that only peers have. */
  public void start() {
    if (isUp() || store.lostData() != null) {
      return;
    }
    if (losingPower) {
      startsAgain = true;
      return;
    }
    SimProcess life = simulation.process(name());
    process = life;
    SimWorker loop = life.scheduler().createWorker();
    loop.schedule(0, "start " + name(), 0, () -> serve(life, loop));
  }

  private void serve(SimProcess life, SimWorker loop) {
    OneThread thread = new OneThread(loop);
    StorageWorkers workers =
        new StorageWorkers(
            thread.createWorker(),
            life.scheduler().createWorker(),
            life.scheduler().createWorker(),
            life.scheduler().createWorker());
    switch (store.open(workers)) {
      case NodeStore.Serving serving -> serve(life, loop, thread, serving);
      case NodeStore.NotNow notNow -> storageFailed(life);
      case NodeStore.NeverAgain neverAgain -> end(life);
    }
  }

  private void serve(SimProcess life, SimWorker loop, OneThread thread, NodeStore.Serving found) {
    tell(life, ClusterObserver.NodeChange.STARTED, "");
    store.observe(observer.cells(member.id(), life.life()));
    storage = found.storage();
    SimTransport transport = network.attach(member, loop);
    transport.configuredWith(settings.topology());
    NodeHost next =
        new NodeHost(
            settings,
            found.incarnation(),
            new Ports(
                transport,
                found.storage(),
                thread,
                () -> new Moment(clock.wallMillis(), uptimeMillis()),
                random::nextLong,
                new Watch(observer.host(member.id(), life.life()))));
    host = next;
    next.failure().subscribe(unused -> {}, failed -> storageFailed(life));
    transport.serve(next, () -> settings.topology(), () -> next.node().currentStamp());
    next.start();
  }

  /** Counts what skewed clocks did, and tells whoever watches. */
  private final class Watch implements HostObserver {
    private final HostObserver other;

    Watch(HostObserver other) {
      this.other = other;
    }

    @Override
    public void event(Event event, Moment now) {
      other.event(event, now);
      if (event instanceof Event.Received received
          && HybridClock.millis(received.stamp()) > now.wallMillis()) {
        counts.fromClockAhead++;
      }
    }

    @Override
    public void effect(Effect effect) {
      other.effect(effect);
      if (effect instanceof Effect.Apply apply && apply.request() instanceof Request.Mint) {
        minted.run();
      }
    }
  }

  /** A failed force is fatal: the process exits, and its supervisor starts it again. */
  private void storageFailed(SimProcess life) {
    store.requireFaulty(name());
    counts.storageFailures++;
    end(life);
    simulation.schedule(SUPERVISOR_NANOS, "supervisor starts " + name(), this::start);
  }

  /** The process exits by itself; the machine keeps running. */
  private void end(SimProcess life) {
    if (life.isAlive()) {
      life.kill();
      dropHost();
      lose(CrashMode.ALL_KEPT, random);
      tell(life, ClusterObserver.NodeChange.STOPPED, "");
    }
  }

  /** Kills the process; its disk keeps of the unsynced what the mode lets it. */
  public void crash(CrashMode mode, Randomness how) {
    if (process == null || !process.isAlive()) {
      return;
    }
    process.kill();
    dropHost();
    lose(mode, how);
    tell(process, ClusterObserver.NodeChange.CRASHED, store.lastCrash());
  }

  private void dropHost() {
    counts.ended(host);
    host = null;
  }

  private void lose(CrashMode mode, Randomness how) {
    counts.unsyncedLosses += store.crash(mode, how) ? 1 : 0;
  }

  /** Asks the process to end; {@code then} once it has, with everything in order on its disk. */
  public void stop(Runnable then) {
    SimProcess life = process;
    NodeHost serving = host();
    if (life == null || serving == null) {
      return;
    }
    serving
        .close()
        .subscribe(
            unused -> {},
            failed -> storageFailed(life),
            () ->
                simulation.schedule(
                    0,
                    "exit " + name(),
                    () -> {
                      end(life);
                      then.run();
                    }));
  }

  /**
   * Kills the process at its next force of something, before it happens: the moment at which a
   * crash has most to take. {@code then} runs when that has been decided; the lease calls it off.
   */
  public Lease crashBeforeNextForce(CrashMode mode, Randomness how, Runnable then) {
    SimProcess aimedAt = process;
    if (aimedAt == null || !aimedAt.isAlive()) {
      return Lease.OVER;
    }
    AimedCrash crash = new AimedCrash(aimedAt, mode, how, then);
    if (store.isDurable()) {
      store.disk().watch(crash);
    } else {
      crash.look();
    }
    return crash::callOff;
  }

  /** Waits for the moment. */
  private final class AimedCrash implements DiskWatch {
    private final SimProcess aimedAt;
    private final CrashMode mode;
    private final Randomness how;
    private final Runnable then;
    private boolean over;

    AimedCrash(SimProcess aimedAt, CrashMode mode, Randomness how, Runnable then) {
      this.aimedAt = aimedAt;
      this.mode = mode;
      this.how = how;
      this.then = then;
    }

    void callOff() {
      over = true;
    }

    @Override
    public DiskWatch.Moment onOperation(OperationKind kind, long index, String name) {
      if (over || kind != OperationKind.FORCE || !aimedAt.isAlive()) {
        return DiskWatch.Moment.NEVER;
      }
      over = true;
      losingPower = true;
      aimedAt.kill();
      dropHost();
      simulation.schedule(0, "power lost", this::lost);
      return DiskWatch.Moment.BEFORE;
    }

    private void lost() {
      losingPower = false;
      lose(mode, how);
      tell(aimedAt, ClusterObserver.NodeChange.CRASHED, store.lastCrash());
      then.run();
      if (startsAgain) {
        startsAgain = false;
        start();
      }
    }

    /** A store in memory has no operations to watch: look again and again. */
    void look() {
      if (over || !aimedAt.isAlive()) {
        return;
      }
      if (store.hasUnforced()) {
        over = true;
        crash(mode, how);
        then.run();
      } else {
        simulation.schedule(LOOK_NANOS, "look for the unforced", this::look);
      }
    }
  }

  public void pause() {
    if (process != null && process.isAlive()) {
      process.pause();
      tell(process, ClusterObserver.NodeChange.PAUSED, "");
    }
  }

  public void resume() {
    if (process != null && process.isAlive()) {
      boolean paused = process.isPaused();
      process.resume();
      if (paused) {
        tell(process, ClusterObserver.NodeChange.RESUMED, "");
      }
    }
  }
}
