package dev.gyre.sim.example;

import dev.gyre.sim.Simulation;
import dev.gyre.sim.junit.SimTest;
import java.time.Duration;

/** The election whose votes are forgotten: it fails, and shows how that looks. */
class ForgottenVote {

  @SimTest(seeds = 10)
  void noTermHasTwoLeaders(Simulation simulation) {
    new Election(simulation, false);
    simulation.runFor(Duration.ofSeconds(1));
  }
}
