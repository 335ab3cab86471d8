package dev.gyre.scenarios.campaign;

import dev.gyre.scenarios.cluster.SimBackend;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.sim.Seed;
import dev.gyre.sim.SimulationFailure;
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
    try {
      RunResult result = new SimBackend().run(scenario, seed);
      return result.findings().violations().headOption().toJavaOptional();
    } catch (SimulationFailure failed) {
      return Optional.of(new Violation(Promise.NO_EXCEPTION, String.valueOf(failed.getMessage())));
    }
  }
}
