package dev.gyre.scenarios.campaign;

import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.plan.Planner;
import dev.gyre.scenarios.plan.Swarm;
import dev.gyre.sim.Seed;

/** What each seed of a campaign runs. */
@FunctionalInterface
public interface Experiment {
  /** A concrete scenario. */
  Scenario of(Seed seed);

  /** The same scenario, with the choices that the seed makes. */
  static Experiment of(Scenario scenario) {
    return seed -> Planner.plan(scenario, seed);
  }

  /** Another scenario for every seed. */
  static Experiment swarm() {
    return seed -> Planner.plan(Swarm.draw(seed), seed);
  }
}
