package dev.gyre.scenarios.run;

import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Step;
import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.sim.Coverage;
import dev.gyre.sim.Seed;
import dev.gyre.sim.TraceHash;
import io.vavr.collection.Vector;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one run showed.
 *
 * @param scenario the concrete one that was run
 * @param findings what was broken, in the order found
 * @param history what clients asked and saw
 * @param faults what was inflicted, in order
 * @param measures how much there was of everything
 */
public record RunResult(
    Scenario scenario,
    Seed seed,
    Findings findings,
    History history,
    Vector<FaultRecord> faults,
    Measures measures) {

  /**
   * What was broken and what could not be decided; both empty is a pass.
   *
   * @param violations broken promises, in the order found
   * @param undecided sentences about what could not be judged, as a budget ended or a world cannot
   *     see it
   * @param notes what is different in this world, which changes no verdict
   */
  public record Findings(
      Vector<Violation> violations, Vector<String> undecided, Vector<String> notes) {
    /** Where the world is as the scenario says. */
    public Findings(Vector<Violation> violations, Vector<String> undecided) {
      this(violations, undecided, Vector.empty());
    }
  }

  /**
   * Counts of a run.
   *
   * @param hash of everything that happened; null where nothing is reproducible
   * @param nanos of the run's own time
   * @param effects by kind of fault, how often it changed what happened
   * @param coverage states that were reached
   */
  public record Measures(
      @Nullable TraceHash hash,
      long events,
      long nanos,
      SortedMap<String, Long> effects,
      Coverage coverage) {}

  /**
   * One fault as it was inflicted.
   *
   * @param step with the nodes that it met
   * @param effects how often it met somebody whom it could harm
   */
  public record FaultRecord(Step step, long fromNanos, long toNanos, int effects) {}

  /** The three verdicts of any check. */
  public enum Verdict {
    VALID,
    INVALID,
    UNKNOWN
  }

  public Verdict verdict() {
    if (!findings.violations().isEmpty()) {
      return Verdict.INVALID;
    }
    return findings.undecided().isEmpty() ? Verdict.VALID : Verdict.UNKNOWN;
  }
}
