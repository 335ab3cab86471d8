package dev.gyre.scenarios.shrink;

import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Step;
import dev.gyre.scenarios.dsl.Trigger;
import java.time.Duration;
import java.util.EnumSet;

/** Ends the faults soon after what they broke, and asks for recovery in less time. */
final class ShorterRun implements Pass {
  private static final int PARTS = 16;
  private static final Duration SHORTEST = Duration.ofMillis(50);

  /** Enough for what is healthy to answer everything and to be read back. */
  private static final Duration LEAST_QUIESCE = Duration.ofSeconds(4);

  private static final int TIMEOUTS_TO_QUIESCE = 4;

  /** What a run breaks that is not given the time. */
  private static final EnumSet<Promise> NEED_TIME =
      EnumSet.of(
          Promise.ANSWERED,
          Promise.RECOVERS,
          Promise.CONVERGED,
          Promise.HINTS_DRAINED,
          Promise.NO_LEFTOVERS);

  @Override
  public void run(Trials trials) {
    while (cut(trials)) {
      continue;
    }
    if (!NEED_TIME.contains(trials.fingerprint().promise())) {
      quiesce(trials);
    }
  }

  /** At the earliest of some times at which it still fails. */
  private static boolean cut(Trials trials) {
    Scenario scenario = trials.scenario();
    Duration all = scenario.phases().lasting();
    for (int part = 1; part < PARTS; part = part < PARTS / 2 ? part * 2 : part + 2) {
      Duration lasting = Duration.ofMillis(all.toMillis() * part / PARTS);
      if (lasting.compareTo(SHORTEST) >= 0 && trials.keeps(lasting(scenario, lasting))) {
        return true;
      }
    }
    return false;
  }

  private static Scenario lasting(Scenario scenario, Duration lasting) {
    return scenario
        .with(new Scenario.Phases(lasting, scenario.phases().quiesce()))
        .withSteps(scenario.steps().filter(step -> beginsBefore(step, lasting)));
  }

  private static boolean beginsBefore(Step step, Duration end) {
    return switch (step.trigger()) {
      case Trigger.At at -> at.time().compareTo(end) < 0;
      case Trigger.During during -> during.from().compareTo(end) < 0;
      case Trigger.Every every -> true;
      case Trigger.When when -> true;
      case Trigger.On on -> true;
    };
  }

  private static void quiesce(Trials trials) {
    Scenario scenario = trials.scenario();
    Duration timeouts = scenario.workload().demands().timeout().multipliedBy(TIMEOUTS_TO_QUIESCE);
    Duration least = timeouts.compareTo(LEAST_QUIESCE) > 0 ? timeouts : LEAST_QUIESCE;
    if (least.compareTo(scenario.phases().quiesce()) < 0) {
      trials.keeps(scenario.with(new Scenario.Phases(scenario.phases().lasting(), least)));
    }
  }
}
