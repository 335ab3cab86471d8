package dev.gyre.scenarios.shrink;

import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Workload;
import java.util.function.IntFunction;

/** Fewer clients and keys, while all of their operations are carried out. */
final class SmallerLoad implements Pass {
  @Override
  public void run(Trials trials) {
    Scenario scenario = trials.scenario();
    if (!scenario.workload().only().isEmpty()) {
      return;
    }
    smallest(trials, 0, scenario.workload().clients(), scenario.workload()::clients);
    Workload fewer = trials.scenario().workload();
    smallest(trials, 1, fewer.keys().count(), fewer::keys);
  }

  /** The first of 1, 2, 4, … that still fails. */
  private static void smallest(Trials trials, int least, int now, IntFunction<Workload> with) {
    for (int count = least; count < now; count = Math.max(count + 1, count * 3 / 2)) {
      if (trials.keeps(trials.scenario().with(with.apply(count)))) {
        return;
      }
    }
  }
}
