package dev.gyre.scenarios.junit;

import dev.gyre.scenarios.cluster.SimBackend;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.plan.Planner;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.sim.junit.SimRun;
import io.vavr.collection.Vector;

/** Scenarios inside of seeded tests. */
public final class ScenarioRuns {
  private ScenarioRuns() {}

  /**
   * Runs a scenario with the choices of the run's seed, and holds it to its checks.
   *
   * @param scenario need not be planned
   * @return what came of it: all that was promised held
   * @throws AssertionError if a promise was broken, or could not be judged; the run then leaves the
   *     file that {@code gyre sim replay} takes, and a page to look at
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
    Remains remains = new Remains(Planner.plan(scenario, run.seed()), run.seed(), commit);
    run.attach(remains.name() + ".json", remains::replayFile);
    run.attach(remains.name() + ".html", remains::page);
    RunResult result = remains.run(run.simulation());
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
}
