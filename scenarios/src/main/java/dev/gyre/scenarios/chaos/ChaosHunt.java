package dev.gyre.scenarios.chaos;

import dev.gyre.sim.Seed;
import dev.gyre.sim.Simulation;
import dev.gyre.sim.SimulationFailure;

/** Looks for a seed that fails: how a planted bug is found, and how soon. */
public final class ChaosHunt {
  private ChaosHunt() {}

  /**
   * {@code SEED<tab>what it broke} of the first of {@code count} seeds that fails; empty if none
   * does.
   */
  public static String firstFailure(long first, int count) {
    for (long value = first; value < first + count; value++) {
      String broken = failure(Seed.of(value));
      if (!broken.isEmpty()) {
        return value + "\t" + broken;
      }
    }
    return "";
  }

  private static String failure(Seed seed) {
    try {
      ChaosResult result =
          ChaosRun.run(new Simulation(seed, ChaosCampaign.LIMITS), ChaosPlan.of(seed));
      return result.passed() ? "" : result.violations().getFirst().toString();
    } catch (SimulationFailure failed) {
      return "no-exception: " + failed.getMessage();
    }
  }
}
