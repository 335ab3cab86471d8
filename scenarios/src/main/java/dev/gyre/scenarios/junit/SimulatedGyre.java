package dev.gyre.scenarios.junit;

import dev.gyre.client.GyreClient;
import dev.gyre.client.ReadOptions;
import dev.gyre.client.WriteOptions;
import dev.gyre.scenarios.cluster.SimWorld;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.plan.Planner;
import dev.gyre.scenarios.run.Lease;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.sim.Simulation;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.junit.SimRun;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A cluster in a simulation, as the test of an application sees it.
 *
 * <p>Time is virtual and stands still while the test's own code runs; it goes on in {@link #await}
 * and {@link #run}, and jumps from event to event there. Everything is on the test's one thread.
 *
 * <p>Faults are leases, and end by themselves, when the lease is ended, or at {@link #heal}.
 * Nothing of this may be called from within an event but {@link #inflict}, {@link #crash}, {@link
 * #restart} and {@link #sometimes}: what is to happen in the middle of something is scheduled
 * before, with {@link #after}.
 */
public final class SimulatedGyre {
  private static final String APPLICATION = "application";

  private final SimRun run;
  private final SimWorld world;
  private final FaultLog faults;
  private final Randomness powerFailures;
  private final TreeMap<Integer, GyreClient> clients = new TreeMap<>();
  private @Nullable Scheduler scheduler;

  /** Starts the cluster. {@code @GyreCluster} does; without JUnit, do so yourself. */
  public SimulatedGyre(SimRun run, Cluster cluster) {
    this.run = run;
    Scenario scenario =
        Planner.plan(Scenario.named(APPLICATION).cluster(_ -> cluster).check(), run.seed());
    this.world = new SimWorld(run.simulation(), scenario);
    this.faults = new FaultLog(world, scenario, run.simulation());
    this.powerFailures = run.randomness("power failures");
    run.attach("seed-" + run.seed() + "-faults.txt", faults::story);
    run.simulation().within(world::start);
  }

  // The application's side.

  /** The client of production, connected to this cluster: always the same. */
  public GyreClient client() {
    return client(0);
  }

  /** The client of this number, from 0: each is a process of its own, as a second server is. */
  public GyreClient client(int number) {
    return clients.computeIfAbsent(
        number,
        unseen -> GyreClient.on(world.client(number), ReadOptions.DEFAULTS, WriteOptions.DEFAULTS));
  }

  /** For the application's operators that know time. */
  public Scheduler scheduler() {
    Scheduler known = scheduler;
    if (known == null) {
      known = run.simulation().process(APPLICATION).scheduler();
      scheduler = known;
    }
    return known;
  }

  // Time.

  /**
   * Subscribes and runs until the result is there, for at most a minute of virtual time; no thread
   * waits. Null if it ended empty; its error is thrown ({@link SimRun#await(Mono)}).
   */
  public <T> @Nullable T await(Mono<T> result) {
    return run.await(result);
  }

  /** The same, with another patience. */
  public <T> @Nullable T await(Mono<T> result, Duration patience) {
    return run.await(result, patience);
  }

  /** Lets so much time pass. */
  public void run(Duration time) {
    run.run(time);
  }

  /** Does something so much later, when the simulation gets there. */
  public void after(Duration time, Runnable action) {
    run.simulation().schedule(time.toNanos(), APPLICATION, action);
  }

  // Faults.

  /**
   * Begins a fault now, in the words of {@code dsl.Vocabulary}: {@code
   * gyre.inflict(partition(minority()).lasting(seconds(5)))}. The seed decides whom a selection
   * means.
   *
   * @return ends it early
   */
  public Lease inflict(Fault fault) {
    return faults.inflict(fault);
  }

  /**
   * For so long, everything that the seed can think of: the faults of {@code gyre sim run chaos},
   * those that a cluster must survive. Then all is healed.
   */
  public void unleash(Duration lasting) {
    faults.unleash(lasting);
  }

  /** Power fails at a node, which loses what it has not forced; it stays down. */
  public void crash(String node) {
    faults.note("crash " + node);
    run.simulation()
        .within(() -> world.cluster().node(node).crash(CrashMode.UNSYNCED_LOST, powerFailures));
  }

  /** Starts a node that crashed. */
  public void restart(String node) {
    faults.note("restart " + node);
    run.simulation().within(() -> world.cluster().node(node).start());
  }

  /** Ends all faults, sets clocks right, and starts every node that is down. */
  public void heal() {
    faults.heal();
  }

  /** {@code n1}, {@code n2}, … */
  public List<String> nodes() {
    return world.cluster().names();
  }

  // The run.

  /** A state that some seed must reach was reached ({@code @SimTest(sometimes = …)}). */
  public void sometimes(String state) {
    run.sometimes(state);
  }

  public Seed seed() {
    return run.seed();
  }

  public SimRun simRun() {
    return run;
  }

  public Simulation simulation() {
    return run.simulation();
  }
}
