package dev.gyre.scenarios.shrink;

import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.scenarios.text.ReplayFile;

/**
 * What became of a failure.
 *
 * @param before the run that failed
 * @param after the smallest one that failed in the same way
 * @param runs that it took
 * @param complete whether no pass helped any more; false when the budget ended first
 */
public record Reduction(
    RunResult before, RunResult after, Fingerprint fingerprint, int runs, boolean complete) {

  public Size sizeBefore() {
    return Size.of(before);
  }

  public Size sizeAfter() {
    return Size.of(after);
  }

  /** What the smallest run broke. */
  public Violation violation() {
    return fingerprint.in(after.findings().violations()).get();
  }

  /** The smallest failure as a file. */
  public ReplayFile file(String commit) {
    return Replay.file(after, violation(), commit);
  }

  /** For a person: what is left of how much. */
  public String sentence() {
    return fingerprint
        + ": from "
        + sizeBefore()
        + " to "
        + sizeAfter()
        + " in "
        + runs
        + (runs == 1 ? " run" : " runs")
        + (complete ? "" : "; the budget ended before nothing more could go");
  }
}
