package dev.gyre.scenarios.chaos;

import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.sim.Coverage;
import dev.gyre.sim.Seed;
import dev.gyre.sim.SimulationLimits;
import dev.gyre.sim.TraceHash;
import dev.gyre.sim.TwiceRun;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many seeds, one after another, each run twice and compared. Knows no wall clock: whoever calls
 * times it.
 */
public final class ChaosCampaign {
  /** Far more than a healthy run needs: one that gets here has gone round in circles. */
  static final SimulationLimits LIMITS = SimulationLimits.DEFAULT.withMaximumEvents(20_000_000);

  private final Coverage coverage =
      new Coverage()
          .expect(
              "siblings were seen",
              "a tombstone was seen",
              "an outcome was unknown",
              "a retried write was acknowledged");
  private final TreeMap<String, Long> effects = new TreeMap<>();
  private int passed;
  private int failed;

  /** How one seed went. */
  public record Ran(
      Seed seed,
      List<Violation> violations,
      @Nullable TraceHash hash,
      long events,
      int operations,
      long simulatedNanos) {
    public boolean passed() {
      return violations.isEmpty();
    }
  }

  /** Runs {@code count} seeds from {@code first} on, telling of each as it ends. */
  public void run(long first, int count, Consumer<Ran> told) {
    for (int i = 0; i < count; i++) {
      told.accept(run(Seed.of(first + i)));
    }
  }

  public Ran run(Seed seed) {
    List<ChaosResult> results = new ArrayList<>();
    TwiceRun.Verdict verdict =
        TwiceRun.run(
            seed, LIMITS, simulation -> results.add(ChaosRun.run(simulation, ChaosPlan.of(seed))));
    Ran ran =
        switch (verdict) {
          case TwiceRun.Diverged diverged ->
              new Ran(
                  seed, List.of(new Violation("reproducible", diverged.reason())), null, 0, 0, 0);
          case TwiceRun.Reproduced reproduced -> ran(reproduced, results);
        };
    passed += ran.passed() ? 1 : 0;
    failed += ran.passed() ? 0 : 1;
    return ran;
  }

  private Ran ran(TwiceRun.Reproduced reproduced, List<ChaosResult> results) {
    TwiceRun.Report report = reproduced.report();
    coverage.merge(report.coverage());
    List<Violation> violations = new ArrayList<>();
    int operations = 0;
    reproduced
        .failure()
        .ifPresent(failure -> violations.add(new Violation("no-exception", failure.toString())));
    if (!results.isEmpty()) {
      ChaosResult result = results.getFirst();
      violations.addAll(result.violations());
      operations = result.operations();
      result.effects().forEach((kind, count) -> effects.merge(kind, count, Long::sum));
    }
    return new Ran(
        report.seed(),
        List.of(violations.toArray(Violation[]::new)),
        report.hash(),
        report.events(),
        operations,
        report.simulatedNanos());
  }

  public Coverage coverage() {
    return coverage;
  }

  /** Over all seeds: how often each kind of fault did something. */
  public TreeMap<String, Long> effects() {
    return effects;
  }

  public int passed() {
    return passed;
  }

  public int failed() {
    return failed;
  }
}
