package dev.gyre.scenarios.run;

import dev.gyre.scenarios.dsl.Check;
import dev.gyre.scenarios.dsl.Occurrence;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Workload;
import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.oracle.Judge;
import io.vavr.collection.Vector;
import java.time.Duration;

/**
 * Directs one run: clients work while faults come and go; then everything is healed and settles;
 * then every key is read at quorum; then silence, in which nothing may be left over.
 */
public final class Director {
  /** Of the time to recover, how much goes by before keys are read back. */
  private static final double SETTLING = 0.3;

  /** And how much before they are read from all owners, where hints are promised to be drained. */
  private static final double DRAINING = 0.75;

  private static final int READ_BACK_TIMEOUT_MILLIS = 5_000;

  /** A tick of each timer on the way, and the hop back to the client. */
  private static final Duration SLACK = Duration.ofMillis(50);

  /** How often the world is asked who is up. */
  private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

  private final World world;
  private final Scenario scenario;
  private final History history = new History();
  private final Observations observations;
  private final FaultDesk faults;
  private final KeyChoice keys;

  /** {@code scenario} is planned. */
  public Director(World world, Scenario scenario) {
    this.world = world;
    this.scenario = scenario;
    this.faults = new FaultDesk(world);
    this.observations = new Observations(this::happened);
    this.keys = new KeyChoice(scenario.workload().keys());
  }

  private void happened(Occurrence occurrence, long times) {
    faults.happened(occurrence, times, observations);
  }

  /** Begins, on the stage's thread. {@code ended} is called there, {@link #length} later. */
  public void begin(Runnable ended) {
    world.start();
    faults.begin(scenario.steps());
    LoadClient.Load load =
        new LoadClient.Load(world.stage(), history, observations, lasting().toNanos());
    for (int i = 0; i < scenario.workload().clients(); i++) {
      if (asks(i)) {
        new LoadClient(i, world.client(i), scenario.workload(), keys, load).next();
      }
    }
    look();
    Duration settled = Duration.ofNanos((long) (scenario.phases().quiesce().toNanos() * SETTLING));
    world.stage().after(lasting().toNanos(), "heal", faults::heal);
    world.stage().after(lasting().plus(settled).toNanos(), "read back", () -> readBack(load));
    Duration drained = Duration.ofNanos((long) (scenario.phases().quiesce().toNanos() * DRAINING));
    world.stage().after(lasting().plus(drained).toNanos(), "verify", () -> verify(load));
    world.stage().after(length().toNanos(), "end", ended);
  }

  private boolean asks(int client) {
    return scenario.workload().only().isEmpty()
        || scenario.workload().only().exists(operation -> operation.client() == client);
  }

  /** From the beginning to the end of everything. */
  public Duration length() {
    return lasting().plus(scenario.phases().quiesce());
  }

  private Duration lasting() {
    return scenario.phases().lasting();
  }

  private void look() {
    observations.nodesDown(world.nodesDown());
    observations.hintsPending(world.hintsPending());
    if (world.stage().nowNanos() + LOOK_NANOS < lasting().toNanos()) {
      world.stage().after(LOOK_NANOS, "look who is up", this::look);
    }
  }

  /** Everything healed: each key read at quorum by a fresh client; every read must be answered. */
  private void readBack(LoadClient.Load load) {
    int number = scenario.workload().clients();
    LoadClient reader =
        new LoadClient(number, world.client(number), scenario.workload(), keys, load);
    readBack(reader, readBackLevel(), keyNames());
  }

  /** The same at ALL: every acknowledged write is there then, also one that was a hint alone. */
  private void verify(LoadClient.Load load) {
    int number = verifier();
    if (number >= 0 && world.nodesDown() == 0) {
      LoadClient reader =
          new LoadClient(number, world.client(number), scenario.workload(), keys, load);
      readBack(reader, Workload.Level.ALL, keyNames());
    }
  }

  /** Below 0 where a write that one node held alone may rightly be gone. */
  private int verifier() {
    boolean mayBeGone =
        scenario.steps().exists(step -> step.fault().destroys())
            || scenario.cluster().tuning().hints().ageMillis() < length().toMillis();
    return mayBeGone || !promises().contains(Promise.HINTS_DRAINED)
        ? -1
        : scenario.workload().clients() + 1;
  }

  /** One after another: many at once may be refused as too many, and rightly. */
  private void readBack(LoadClient reader, Workload.Level level, Vector<String> left) {
    if (!left.isEmpty()) {
      reader.read(
          left.head(), level, READ_BACK_TIMEOUT_MILLIS, () -> readBack(reader, level, left.tail()));
    }
  }

  /** What was promised is read as it was promised. */
  private Workload.Level readBackLevel() {
    Workload.Level level = scenario.workload().demands().level();
    return level == Workload.Level.LINEARIZABLE ? level : Workload.Level.QUORUM;
  }

  private Vector<String> keyNames() {
    return Vector.range(0, scenario.workload().keys().count()).map(number -> "k" + number);
  }

  /** Judges everything that the scenario promises; call when it has ended, outside of any event. */
  public RunResult.Findings judge() {
    Duration longest = scenario.workload().demands().timeout();
    Duration readBack = Duration.ofMillis(READ_BACK_TIMEOUT_MILLIS);
    Duration deadline = (longest.compareTo(readBack) > 0 ? longest : readBack).plus(SLACK);
    Judge judge = new Judge(history, scenario.workload().clients(), verifier(), deadline.toNanos());
    RunResult.Findings findings = new RunResult.Findings(Vector.empty(), Vector.empty());
    for (Promise promise : promises()) {
      Judge.Judgement judgement = judge.judge(promise);
      findings =
          new RunResult.Findings(
              findings
                  .violations()
                  .appendAll(judgement.violations())
                  .appendAll(world.inspect(keyNames(), promise)),
              findings.undecided().appendAll(judgement.undecided()));
    }
    return findings;
  }

  private Vector<Promise> promises() {
    return scenario
        .checks()
        .flatMap(
            check ->
                switch (check) {
                  case Check.Always always -> Vector.of(always.promise());
                  case Check.Eventually eventually -> Vector.of(eventually.promise());
                  case Check.Sometimes sometimes -> Vector.empty();
                });
  }

  public History history() {
    return history;
  }

  public Vector<RunResult.FaultRecord> faults() {
    return faults.records();
  }
}
