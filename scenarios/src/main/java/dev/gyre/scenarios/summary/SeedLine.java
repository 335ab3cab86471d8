package dev.gyre.scenarios.summary;

import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.sim.Seed;
import io.vavr.collection.Vector;
import org.jspecify.annotations.Nullable;

/**
 * What a summary keeps of one seed: little, for there may be many.
 *
 * @param violations the first {@link #MAXIMUM_SENTENCES}
 * @param undecided the first {@link #MAXIMUM_SENTENCES}
 * @param sizes how much it was
 * @param left the file that replays it, as a person would type it; null where there is none
 */
public record SeedLine(
    Seed seed,
    RunResult.Verdict verdict,
    Vector<Violation> violations,
    Vector<String> undecided,
    Sizes sizes,
    @Nullable String left) {
  /** Of each kind that are kept. */
  public static final int MAXIMUM_SENTENCES = 20;

  /**
   * How much a seed was.
   *
   * @param simulatedNanos of the run's own time
   * @param wallNanos that it took, all runs of it; 0 where nobody looked
   */
  public record Sizes(long operations, long events, long simulatedNanos, long wallNanos) {
    static final Sizes NONE = new Sizes(0, 0, 0, 0);

    Sizes plus(Sizes other) {
      return new Sizes(
          operations + other.operations,
          events + other.events,
          simulatedNanos + other.simulatedNanos,
          wallNanos + other.wallNanos);
    }
  }

  /** What of a result is kept, before it is forgotten. */
  public static SeedLine of(RunResult result) {
    RunResult.Measures measures = result.measures();
    return new SeedLine(
        result.seed(),
        result.verdict(),
        result.findings().violations().take(MAXIMUM_SENTENCES),
        result.findings().undecided().take(MAXIMUM_SENTENCES),
        new Sizes(result.history().size(), measures.events(), measures.nanos(), 0),
        null);
  }

  /** With the time that it took. */
  public SeedLine within(long wallNanos) {
    Sizes timed = new Sizes(sizes.operations(), sizes.events(), sizes.simulatedNanos(), wallNanos);
    return new SeedLine(seed, verdict, violations, undecided, timed, left);
  }

  /** With the file that it left. */
  public SeedLine leaving(String file) {
    return new SeedLine(seed, verdict, violations, undecided, sizes, file);
  }

  /** What is wrong, in a sentence; empty for a pass. */
  String sentence() {
    return violations
        .headOption()
        .map(Violation::toString)
        .orElse(undecided::headOption)
        .getOrElse("");
  }
}
