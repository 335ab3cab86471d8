package dev.gyre.scenarios.shrink;

import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Step;
import io.vavr.collection.Vector;

/** Each fault that is left: shorter, meeting fewer, less likely. */
final class WeakerSteps implements Pass {
  @Override
  public void run(Trials trials) {
    for (int i = 0; i < trials.scenario().steps().size(); i++) {
      while (weaker(trials, i)) {
        continue;
      }
    }
  }

  private static boolean weaker(Trials trials, int index) {
    Scenario scenario = trials.scenario();
    Vector<Step> steps = scenario.steps();
    for (Step weaker : Weaker.of(steps.get(index), scenario.cluster())) {
      if (trials.keeps(scenario.withSteps(steps.update(index, weaker)))) {
        return true;
      }
    }
    return false;
  }
}
