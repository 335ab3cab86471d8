package dev.gyre.scenarios.shrink;

import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.RunResult;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.regex.Pattern;

/**
 * What makes two failures one: the promise that was broken first, and of an exception its class and
 * message without their numbers.
 *
 * @param what was thrown, without numbers; empty where nothing was
 */
public record Fingerprint(Promise promise, String what) {
  private static final Pattern NUMBERS = Pattern.compile("\\d+");

  /** In which event of which seed it was thrown: in front of the exception, and not part of it. */
  private static final Pattern PLACE =
      Pattern.compile("^.*failed in #.*\\(payload [0-9a-f]{16}\\): ", Pattern.DOTALL);

  public static Fingerprint of(Violation violation) {
    return new Fingerprint(
        violation.promise(),
        violation.promise() == Promise.NO_EXCEPTION ? thrown(violation.sentence()) : "");
  }

  /** Of the first thing that a run broke; empty if it broke nothing. */
  public static Option<Fingerprint> of(RunResult.Findings findings) {
    return findings.violations().headOption().map(Fingerprint::of);
  }

  private static String thrown(String sentence) {
    return NUMBERS.matcher(PLACE.matcher(sentence).replaceFirst("")).replaceAll("_");
  }

  /** The first violation of a run that is this one; a run may show others beside it. */
  public Option<Violation> in(Vector<Violation> violations) {
    return violations.find(violation -> of(violation).equals(this));
  }

  @Override
  public String toString() {
    return what.isEmpty() ? promise.word() : promise.word() + " (" + what + ")";
  }
}
