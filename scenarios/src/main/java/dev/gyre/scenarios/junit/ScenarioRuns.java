package dev.gyre.scenarios.junit;

import dev.gyre.scenarios.cluster.SimBackend;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.plan.Planner;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.scenarios.text.ReplayFile;
import dev.gyre.sim.TraceHash;
import dev.gyre.sim.junit.SimRun;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scenarios inside of seeded tests. */
public final class ScenarioRuns {
  private ScenarioRuns() {}

  /**
   * Runs a scenario with the choices of the run's seed, and holds it to its checks.
   *
   * @param scenario need not be planned
   * @return what came of it: all that was promised held
   * @throws AssertionError if a promise was broken, or could not be judged; the run then leaves the
   *     file that {@code gyre sim replay} takes
   * @throws IllegalArgumentException if it asks for what the simulator cannot do
   */
  public static RunResult hold(SimRun run, Scenario scenario) {
    return hold(run, scenario, "unknown");
  }

  static RunResult hold(SimRun run, Scenario scenario, String commit) {
    Vector<String> refusals = new SimBackend().refusals(scenario);
    if (!refusals.isEmpty()) {
      throw new IllegalArgumentException(refusals.mkString("\n"));
    }
    Scenario planned = Planner.plan(scenario, run.seed());
    List<RunResult> results = new ArrayList<>();
    run.attach(
        scenario.name() + "-" + run.seed() + ".json",
        () -> replayFile(run, planned, results.isEmpty() ? null : results.getFirst(), commit));
    RunResult result = SimBackend.run(run.simulation(), planned);
    results.add(result);
    return switch (result.verdict()) {
      case VALID -> result;
      case INVALID -> throw new AssertionError(sentence(result));
      case UNKNOWN ->
          throw new AssertionError(
              scenario.name() + " could not be judged: " + result.findings().undecided().head());
    };
  }

  private static String sentence(RunResult result) {
    Vector<Violation> violations = result.findings().violations();
    String others = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more)";
    return result.scenario().name() + " breaks " + violations.head() + others;
  }

  /** Without a result, something threw. */
  private static String replayFile(
      SimRun run, Scenario planned, @Nullable RunResult result, String commit) {
    if (result == null) {
      String failure = "it threw: see the message of the test";
      return new ReplayFile(commit, run.seed(), planned, Promise.NO_EXCEPTION, null, failure)
          .json();
    }
    Violation first = result.findings().violations().headOption().getOrNull();
    TraceHash hash = result.measures().hash();
    return new ReplayFile(
            commit,
            run.seed(),
            planned,
            first == null ? null : first.promise(),
            hash == null ? null : hash.toString(),
            first == null ? "an assertion of the test failed" : first.sentence())
        .json();
  }
}
