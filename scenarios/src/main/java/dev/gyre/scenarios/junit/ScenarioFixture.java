package dev.gyre.scenarios.junit;

import dev.gyre.scenarios.campaign.Experiment;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.sim.junit.Fixture;
import dev.gyre.sim.junit.SimRun;
import java.lang.reflect.Method;

/** Makes a result by running the scenario and holding it to its checks. */
record ScenarioFixture(Experiment experiment, String commit) implements Fixture {

  @Override
  public boolean makes(Class<?> type) {
    return type == RunResult.class;
  }

  @Override
  public Object make(SimRun run, Method test) {
    return ScenarioRuns.hold(run, experiment.of(run.seed()), commit);
  }
}
