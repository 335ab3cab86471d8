package dev.gyre.sim.junit;

import dev.gyre.sim.Coverage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the seeds of one method have come to so far. */
final class Tally {
  private final long startNanos = System.nanoTime();
  private final @Nullable Duration budget;
  private final Coverage coverage = new Coverage();
  private int ran;
  private int failed;

  Tally(SeedPlan plan) {
    this.budget = plan.budget();
    plan.sometimes().forEach(coverage::expect);
  }

  void ran(Coverage reached, boolean passed) {
    ran++;
    failed += passed ? 0 : 1;
    coverage.merge(reached);
  }

  /** Whether the time is over; never before a first seed. */
  boolean isSpent() {
    return budget != null && ran > 0 && System.nanoTime() - startNanos >= budget.toNanos();
  }

  int ran() {
    return ran;
  }

  int failed() {
    return failed;
  }

  Coverage coverage() {
    return coverage;
  }
}
