package dev.gyre.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * Many seeds of one experiment, each run twice ({@link TwiceRun}).
 *
 * @param firstSeed the first of the consecutive seeds
 * @param seeds how many
 * @param limits for each run
 */
public record Campaign(long firstSeed, int seeds, SimulationLimits limits) {
  /** The most failures that a result describes; more are counted only. */
  public static final int MAXIMUM_FAILURES = 100;

  public Campaign {
    if (seeds <= 0) {
      throw new IllegalArgumentException("a campaign has at least one seed, but was " + seeds);
    }
  }

  /** With the default limits. */
  public static Campaign of(long firstSeed, int seeds) {
    return new Campaign(firstSeed, seeds, SimulationLimits.DEFAULT);
  }

  /**
   * A seed that failed, or did not reproduce.
   *
   * @param cause says why, and names the seed
   */
  public record Failure(Seed seed, Throwable cause) {}

  /**
   * What became of the seeds.
   *
   * @param passed how many passed
   * @param failed how many did not
   * @param failures the first of them, in order of seed
   * @param coverage the sum over all runs, failed ones included
   * @param events the sum over all runs
   */
  public record Result(
      int passed, int failed, List<Failure> failures, Coverage coverage, long events) {

    /** This result when every seed passed; an error with the first failure as cause otherwise. */
    public Result orThrow() {
      if (failed == 0) {
        return this;
      }
      Failure first = failures.getFirst();
      throw new AssertionError(
          failed
              + " of "
              + (passed + failed)
              + " seeds failed, the first: "
              + first.cause().getMessage(),
          first.cause());
    }
  }

  /** Runs all seeds, whatever fails. */
  public Result run(TwiceRun.Experiment experiment) {
    Coverage coverage = new Coverage();
    List<Failure> failures = new ArrayList<>();
    int failed = 0;
    long events = 0;
    for (int i = 0; i < seeds; i++) {
      Seed seed = Seed.of(firstSeed + i);
      TwiceRun.Verdict verdict = TwiceRun.run(seed, limits, experiment);
      if (verdict instanceof TwiceRun.Reproduced reproduced) {
        coverage.merge(reproduced.report().coverage());
        events += reproduced.report().events();
      }
      if (verdict.problem().isPresent()) {
        failed++;
        if (failures.size() < MAXIMUM_FAILURES) {
          failures.add(new Failure(seed, verdict.problem().get()));
        }
      }
    }
    return new Result(seeds - failed, failed, List.copyOf(failures), coverage, events);
  }
}
