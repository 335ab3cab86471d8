package dev.gyre.scenarios.campaign;

import dev.gyre.scenarios.cluster.SimBackend;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.sim.Seed;
import dev.gyre.sim.Simulation;
import java.util.Optional;

/** Runs seeds once each, for the first thing that is broken: how a planted bug is found. */
public final class Hunt {
  private Hunt() {}

  /**
   * {@code SEED<tab>what it broke} of the first of {@code count} seeds of the swarm that fails;
   * empty if none does.
   */
  public static String firstFailure(long first, int count) {
    for (long value = first; value < first + count; value++) {
      Seed seed = Seed.of(value);
      Optional<Violation> broken = firstViolation(Experiment.swarm().of(seed), seed);
      if (broken.isPresent()) {
        return value + "\t" + broken.get();
      }
    }
    return "";
  }

  /** The first promise that a run breaks. */
  public static Optional<Violation> firstViolation(Scenario scenario, Seed seed) {
    RunResult result = SimBackend.attempt(new Simulation(seed, SimBackend.LIMITS), scenario);
    return result.findings().violations().headOption().toJavaOptional();
  }
}
