package dev.gyre.scenarios.shrink;

import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Step;
import dev.gyre.scenarios.run.RunResult;
import io.vavr.collection.Vector;
import java.util.TreeSet;

/** Takes faults away: first all, then those that did nothing, then by delta debugging. */
final class FewerSteps implements Pass {
  @Override
  public void run(Trials trials) {
    Scenario before = trials.scenario();
    if (before.steps().isEmpty() || trials.keeps(before.withSteps(Vector.empty()))) {
      return;
    }
    trials.keeps(before.withSteps(effective(trials.smallest())));
    Subsets.minimal(
        trials.scenario().steps(), steps -> trials.keeps(trials.scenario().withSteps(steps)));
  }

  private static Vector<Step> effective(RunResult result) {
    TreeSet<Integer> numbers = new TreeSet<>();
    for (RunResult.FaultRecord fault : result.faults()) {
      if (fault.effects() > 0) {
        numbers.add(fault.step().number());
      }
    }
    return result.scenario().steps().filter(step -> numbers.contains(step.number()));
  }
}
