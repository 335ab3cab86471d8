package dev.gyre.scenarios.summary;

import dev.gyre.scenarios.run.RunResult;
import dev.gyre.sim.Coverage;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

/**
 * One scenario and the seeds that it was run with.
 *
 * @param scenario as {@code gyre sim run} knows it
 * @param world {@code sim} or {@code tcp}: as {@code --on} takes it
 * @param states that were wanted or reached, and how often
 */
public record Tested(
    String scenario, String world, Vector<SeedLine> seeds, TreeMap<String, Long> states) {
  /** With so many seeds, a state that none of them reached is a failure. */
  public static final int SEEDS_TO_REACH = 50;

  private static final String SIMULATED = "sim";

  /** The beginning of one. */
  public static Tested on(String world, String scenario) {
    return new Tested(scenario, world, Vector.empty(), TreeMap.empty());
  }

  /** All of it at once, simulated. */
  public static Tested of(String scenario, Vector<RunResult> results, Coverage coverage) {
    return new Tested(scenario, SIMULATED, results.map(SeedLine::of), TreeMap.empty())
        .reaching(coverage);
  }

  /** One seed more. */
  public Tested with(SeedLine seed) {
    return new Tested(scenario, world, seeds.append(seed), states);
  }

  /** With the counts of a whole campaign. */
  public Tested reaching(Coverage coverage) {
    return new Tested(scenario, world, seeds, TreeMap.ofAll(coverage.counts()));
  }

  public int passed() {
    return count(RunResult.Verdict.VALID);
  }

  public int failed() {
    return count(RunResult.Verdict.INVALID);
  }

  /** Seeds that nobody could judge. */
  public int unknown() {
    return count(RunResult.Verdict.UNKNOWN);
  }

  private int count(RunResult.Verdict verdict) {
    return seeds.count(seed -> seed.verdict() == verdict);
  }

  /** Wanted states that no seed reached. */
  public Vector<String> missing() {
    return states.filterValues(count -> count == 0).keySet().toVector();
  }

  /** Whether so many seeds ran that nothing should be {@link #missing}. */
  public boolean isEnough() {
    return seeds.size() >= SEEDS_TO_REACH;
  }

  /** Whether something is wrong that is known to be. */
  public boolean isFailed() {
    return failed() > 0 || (isEnough() && !missing().isEmpty());
  }

  SeedLine.Sizes sizes() {
    return seeds.map(SeedLine::sizes).fold(SeedLine.Sizes.NONE, SeedLine.Sizes::plus);
  }

  /** The command that shows this seed again, as far as this world can. */
  String command(SeedLine seed) {
    if (seed.left() != null) {
      return "bin/gyre sim replay " + seed.left();
    }
    String where = world.equals(SIMULATED) ? "" : " --on " + world;
    return "bin/gyre sim run " + scenario + " --seed " + seed.seed() + where;
  }
}
