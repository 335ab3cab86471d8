package dev.gyre.scenarios.campaign;

import dev.gyre.scenarios.cluster.SimBackend;
import dev.gyre.scenarios.dsl.Check;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.sim.Coverage;
import dev.gyre.sim.Seed;
import dev.gyre.sim.TwiceRun;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Many seeds in the simulator, one after another, each run twice and compared. Knows no wall clock:
 * whoever calls times it.
 */
public final class Campaign {
  private final Experiment experiment;
  private final Coverage coverage = new Coverage();
  private final TreeMap<String, Long> effects = new TreeMap<>();
  private int passed;
  private int failed;
  private int unknown;

  public Campaign(Experiment experiment) {
    this.experiment = experiment;
  }

  /** Runs {@code count} seeds from {@code first} on, telling of each as it ends. */
  public void run(long first, int count, Consumer<RunResult> told) {
    for (int i = 0; i < count; i++) {
      told.accept(run(Seed.of(first + i)));
    }
  }

  /** Runs one seed twice. */
  public RunResult run(Seed seed) {
    Scenario scenario = experiment.of(seed);
    scenario.checks().forEach(this::expect);
    RunResult result = twice(scenario, seed);
    coverage.merge(result.measures().coverage());
    result.measures().effects().forEach((kind, count) -> effects.merge(kind, count, Long::sum));
    switch (result.verdict()) {
      case VALID -> passed++;
      case INVALID -> failed++;
      case UNKNOWN -> unknown++;
    }
    return result;
  }

  private void expect(Check check) {
    if (check instanceof Check.Sometimes sometimes) {
      coverage.expect(sometimes.state());
    }
  }

  /** Runs a concrete scenario twice: what threw and what differed are findings too. */
  public static RunResult twice(Scenario scenario, Seed seed) {
    List<RunResult> results = new ArrayList<>();
    TwiceRun.Verdict verdict =
        TwiceRun.run(
            seed,
            SimBackend.LIMITS,
            simulation -> results.add(SimBackend.run(simulation, scenario)));
    return switch (verdict) {
      case TwiceRun.Diverged diverged ->
          failed(
              scenario,
              seed,
              new Violation(Promise.REPRODUCIBLE, diverged.reason()),
              new RunResult.Measures(null, 0, 0, new TreeMap<>(), new Coverage()));
      case TwiceRun.Reproduced reproduced when reproduced.failure().isPresent() ->
          failed(
              scenario,
              seed,
              new Violation(Promise.NO_EXCEPTION, reproduced.failure().get().toString()),
              measures(reproduced.report()));
      case TwiceRun.Reproduced reproduced -> results.getFirst();
    };
  }

  private static RunResult.Measures measures(TwiceRun.Report report) {
    return new RunResult.Measures(
        report.hash(),
        report.events(),
        report.simulatedNanos(),
        new TreeMap<>(),
        report.coverage());
  }

  private static RunResult failed(
      Scenario scenario, Seed seed, Violation violation, RunResult.Measures measures) {
    return new RunResult(
        scenario,
        seed,
        new RunResult.Findings(Vector.of(violation), Vector.empty()),
        new History(),
        Vector.empty(),
        measures);
  }

  /** States that were reached, and those that were to be. */
  public Coverage coverage() {
    return coverage;
  }

  /** Over all seeds: how often each kind of fault did something. */
  public TreeMap<String, Long> effects() {
    return effects;
  }

  public int passed() {
    return passed;
  }

  public int failed() {
    return failed;
  }

  /** Seeds whose verdict nobody knows. */
  public int unknown() {
    return unknown;
  }
}
