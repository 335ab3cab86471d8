package dev.gyre.scenarios.shrink;

import dev.gyre.scenarios.dsl.Check;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.sim.Seed;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * From a run that failed to a small one that fails in the same way. Passes are repeated until none
 * of them helps, or the budget ends; the result is a failure at any time.
 *
 * <p>Every candidate is run from its beginning, so that nothing is believed that was not seen.
 */
public final class Shrinker {
  private static final Vector<Pass> PASSES =
      Vector.of(
          new FewerSteps(),
          new SmallerLoad(),
          new FewerNodes(),
          new ShorterRun(),
          new FewerOperations(),
          new FewerSteps(),
          new WeakerSteps(),
          new PlainerProduct());

  /** A run with more operations is made shorter before anything else: the rest costs less then. */
  private static final int MANY_OPERATIONS = 4_000;

  private static final Vector<Pass> CHEAPER = Vector.of(new ShorterRun(), new SmallerLoad());

  private Shrinker() {}

  /**
   * Shrinks what a concrete scenario breaks first.
   *
   * @return empty if it breaks nothing
   */
  public static Option<Reduction> shrink(Scenario concrete, Seed seed, Budget budget) {
    RunResult failed = Trials.run(concrete, seed);
    return Fingerprint.of(failed.findings())
        .map(fingerprint -> shrink(failed, fingerprint, budget));
  }

  private static Reduction shrink(RunResult failed, Fingerprint fingerprint, Budget budget) {
    Trials trials = new Trials(failed, fingerprint, budget);
    trials.keeps(withoutGoals(failed.scenario()));
    if (Size.of(failed).operations() > MANY_OPERATIONS) {
      CHEAPER.forEach(pass -> pass.run(trials));
    }
    int size;
    do {
      size = trials.kept();
      PASSES.forEach(pass -> pass.run(trials));
    } while (trials.kept() > size && !trials.ended());
    return new Reduction(failed, trials.smallest(), fingerprint, trials.runs(), !trials.ended());
  }

  /** What some run of a campaign must reach is asked of no single one. */
  private static Scenario withoutGoals(Scenario scenario) {
    return scenario.withChecks(
        scenario.checks().filter(check -> !(check instanceof Check.Sometimes)));
  }
}
