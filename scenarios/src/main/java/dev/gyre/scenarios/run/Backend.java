package dev.gyre.scenarios.run;

import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.sim.Seed;
import io.vavr.collection.Vector;

/** Where scenarios run. */
public interface Backend {
  /** {@code sim} or {@code tcp}. */
  String name();

  /**
   * What of a scenario cannot be done here, each with what would work instead; empty when all can.
   * Asked before anything is started.
   */
  Vector<String> refusals(Scenario scenario);

  /**
   * Runs a concrete scenario once.
   *
   * @return what came of it; a broken promise is a result, not an exception
   */
  RunResult run(Scenario scenario, Seed seed);
}
