package dev.gyre.scenarios.cluster;

import dev.gyre.sim.Coverage;
import java.util.Map;

/** Effects as states that a scenario may want reached: {@code messages lost}. */
final class RunStates {
  private RunStates() {}

  static void reached(SimWorld world, Coverage coverage) {
    for (Map.Entry<String, Long> effect : world.effects().entrySet()) {
      if (effect.getValue() > 0) {
        coverage.sometimes(effect.getKey());
      }
    }
  }
}
