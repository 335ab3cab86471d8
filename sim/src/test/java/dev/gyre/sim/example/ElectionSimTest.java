package dev.gyre.sim.example;

import dev.gyre.sim.Simulation;
import dev.gyre.sim.junit.SimTest;
import java.time.Duration;

/** The election as a JUnit test: each seed is an invocation of its own, run twice. */
class ElectionSimTest {

  @SimTest(
      seeds = 200,
      sometimes = {"a leader is elected", "the third vote comes late"})
  void noTermHasTwoLeaders(Simulation simulation) {
    new Election(simulation, true);
    simulation.runFor(Duration.ofSeconds(1));
  }
}
