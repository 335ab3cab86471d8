package dev.gyre.sim.junit;

import dev.gyre.sim.Coverage;
import dev.gyre.sim.Seed;
import dev.gyre.sim.SimulationFailure;
import dev.gyre.sim.TwiceRun;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * What came of one seed.
 *
 * @param problem null if it passed
 * @param attachments what its last run left, and the events that it ended with
 */
record SeedResult(
    Seed seed,
    Coverage coverage,
    @Nullable Throwable problem,
    List<SimRun.Attachment> attachments) {
  private static final int LAST_EVENTS = 200;

  /** Runs it, once or twice as planned. */
  static SeedResult of(Seed seed, SeedPlan plan, TestCall call) {
    List<SimRun> runs = new ArrayList<>();
    TwiceRun.Experiment experiment =
        simulation -> {
          SimRun run = new SimRun(simulation);
          runs.add(run);
          call.perform(run);
        };
    TwiceRun.Verdict verdict =
        plan.twice()
            ? TwiceRun.run(seed, plan.limits(), experiment)
            : TwiceRun.once(seed, plan.limits(), experiment);
    Coverage coverage =
        switch (verdict) {
          case TwiceRun.Reproduced reproduced -> reproduced.report().coverage();
          case TwiceRun.Diverged diverged -> new Coverage();
        };
    List<SimRun.Attachment> attachments = new ArrayList<>(runs.getLast().attachments());
    attachments.add(
        new SimRun.Attachment(
            "seed-" + seed + "-last-events.txt", () -> lastEvents(seed, plan, experiment)));
    return new SeedResult(seed, coverage, verdict.problem().orElse(null), attachments);
  }

  /** Recording costs, so it is a run of its own. */
  private static String lastEvents(Seed seed, SeedPlan plan, TwiceRun.Experiment experiment) {
    return TwiceRun.lastEntries(seed, plan.limits(), experiment, LAST_EVENTS).stream()
        .map(entry -> entry + "\n")
        .collect(Collectors.joining());
  }

  /** An assumption of the test did not hold: neither passed nor failed. */
  @Nullable TestAbortedException aborted() {
    return cause() instanceof TestAbortedException aborted ? aborted : null;
  }

  /** What was thrown first; null if it passed. */
  @Nullable Throwable cause() {
    return problem instanceof SimulationFailure ? problem.getCause() : problem;
  }

  SeedResult withoutAttachments() {
    return new SeedResult(seed, coverage, problem, List.of());
  }
}
