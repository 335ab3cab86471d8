package dev.gyre.scenarios.shrink;

import dev.gyre.scenarios.cluster.SimBackend;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.plan.Planner;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.scenarios.text.ScenarioText;
import dev.gyre.sim.Seed;
import dev.gyre.sim.Simulation;
import java.util.TreeSet;

/**
 * The smallest failure so far, and the judge of what would be smaller still. Nothing is run twice.
 */
final class Trials {
  private final Fingerprint fingerprint;
  private final Budget budget;
  private final TreeSet<String> tried = new TreeSet<>();
  private RunResult smallest;
  private int runs;
  private int kept;
  private boolean ended;

  Trials(RunResult failed, Fingerprint fingerprint, Budget budget) {
    this.smallest = failed;
    this.fingerprint = fingerprint;
    this.budget = budget;
  }

  static RunResult run(Scenario scenario, Seed seed) {
    return SimBackend.attempt(new Simulation(seed, SimBackend.LIMITS), scenario);
  }

  RunResult smallest() {
    return smallest;
  }

  Scenario scenario() {
    return smallest.scenario();
  }

  Fingerprint fingerprint() {
    return fingerprint;
  }

  int runs() {
    return runs;
  }

  /** How often something smaller was kept. */
  int kept() {
    return kept;
  }

  boolean ended() {
    return ended;
  }

  /**
   * Runs what would be smaller, and keeps it if it fails in the same way.
   *
   * @return whether it is kept; false for what was tried before and what could not be survived
   */
  boolean keeps(Scenario candidate) {
    if (ended || !isSurvivable(candidate) || !tried.add(ScenarioText.json(candidate))) {
      return false;
    }
    ended = runs >= budget.runs() || budget.ended().getAsBoolean();
    if (ended) {
      return false;
    }
    runs++;
    RunResult result = run(candidate, smallest.seed());
    if (fingerprint.in(result.findings().violations()).isEmpty()) {
      return false;
    }
    smallest = result;
    kept++;
    return true;
  }

  /** Fewer owners survive less: what loses data rightly would be no failure. */
  private boolean isSurvivable(Scenario candidate) {
    try {
      return Planner.plan(candidate, smallest.seed()).equals(candidate);
    } catch (IllegalArgumentException destroysTooMuch) {
      return false;
    }
  }
}
