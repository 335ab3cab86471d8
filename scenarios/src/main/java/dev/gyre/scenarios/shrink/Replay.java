package dev.gyre.scenarios.shrink;

import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.scenarios.text.ReplayFile;
import dev.gyre.sim.TraceHash;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stored run, run again.
 *
 * @param commit of the code that ran it now
 */
public record Replay(ReplayFile file, String commit, RunResult result) {

  /** Runs what a file holds, once. */
  public static Replay of(ReplayFile file, String commit) {
    return new Replay(file, commit, Trials.run(file.scenario(), file.seed()));
  }

  /** A run as a file: with what it broke first, if it broke anything. */
  public static ReplayFile file(RunResult result, String commit) {
    return file(result, result.findings().violations().headOption().getOrNull(), commit);
  }

  static ReplayFile file(RunResult result, @Nullable Violation violation, String commit) {
    TraceHash hash = result.measures().hash();
    return new ReplayFile(
        commit,
        result.seed(),
        result.scenario(),
        violation == null ? null : violation.promise(),
        hash == null ? null : hash.toString(),
        violation == null ? "nothing was broken" : violation.sentence());
  }

  /** Whether it broke what it broke then; or nothing, as then. */
  public boolean isSameFailure() {
    Vector<Violation> violations = result.findings().violations();
    return stored().map(then -> then.in(violations).isDefined()).getOrElse(violations.isEmpty());
  }

  private Option<Fingerprint> stored() {
    return Option.of(file.fingerprint())
        .map(promise -> Fingerprint.of(new Violation(promise, file.failure())));
  }

  /** Whether it was the same run, event for event. */
  public boolean isSameRun() {
    return file.hash() != null
        && file.hash().equals(Objects.toString(result.measures().hash(), null));
  }

  public boolean isSameCommit() {
    return commit.equals(file.commit());
  }

  /** For a person: what came of it, and why it may differ. */
  public String sentence() {
    String first = stored().map(then -> "the same failure, " + then).getOrElse("no failure, again");
    String again = isSameFailure() ? first : "not the failure of the file: " + now();
    String events = isSameRun() ? ", event for event" : ", but not the same run";
    String commits =
        isSameCommit()
            ? ""
            : " (the file is of commit " + file.commit() + ", this is " + commit + ")";
    return again + events + commits;
  }

  private String now() {
    return result
        .findings()
        .violations()
        .headOption()
        .map(Violation::toString)
        .getOrElse("nothing was broken");
  }
}
