package dev.gyre.sim;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs an experiment twice with one seed and compares the traces. A difference means that something
 * real leaked into the simulation (a clock, a thread, an identity hash, the order of a hash table);
 * it is then run again, recording the stretch in which the hashes parted, to name the first entry
 * that differs.
 */
public final class TwiceRun {
  /** How often the recording is repeated when the leak shows elsewhere every time. */
  private static final int MAXIMUM_RECORDINGS = 8;

  private TwiceRun() {}

  /** What is run: builds a world on the simulation, runs it, and checks what must hold. */
  @FunctionalInterface
  public interface Experiment {
    /**
     * @throws Exception (or an error) when a check failed: the same in both runs, or it diverged
     */
    void run(Simulation simulation) throws Exception;
  }

  /** Whether the two runs were one and the same. */
  public sealed interface Verdict {
    Seed seed();

    /** What is wrong, naming the seed: the experiment failed, or did not reproduce. */
    Optional<RuntimeException> problem();

    /** The report of a run that passed; throws the problem where there is one. */
    Report orThrow();
  }

  /**
   * Both runs did the same, or there was but one ({@link #once}).
   *
   * @param failure why the experiment failed, twice in the same way; empty when it passed
   */
  public record Reproduced(Report report, Optional<Throwable> failure) implements Verdict {
    @Override
    public Seed seed() {
      return report.seed();
    }

    @Override
    public Optional<RuntimeException> problem() {
      return failure.map(
          cause ->
              cause instanceof SimulationFailure known
                  ? known
                  : new SimulationFailure(seed(), report.end(), cause));
    }

    @Override
    public Report orThrow() {
      if (failure.isPresent()) {
        throw problem().get();
      }
      return report;
    }
  }

  /**
   * The runs differ.
   *
   * @param reason names the first entry that differs, as far as it could be caught
   */
  public record Diverged(Seed seed, TraceHash first, TraceHash second, String reason)
      implements Verdict {
    @Override
    public Optional<RuntimeException> problem() {
      return Optional.of(
          new IllegalStateException(
              String.format(
                  Locale.ROOT,
                  "seed %s does not reproduce: %s against %s; %s",
                  seed,
                  first,
                  second,
                  reason)));
    }

    @Override
    public Report orThrow() {
      throw problem().get();
    }
  }

  /** What one run did. */
  public record Report(
      Seed seed, TraceHash hash, long events, long simulatedNanos, Coverage coverage) {

    private TraceEntry end() {
      return new TraceEntry(events, simulatedNanos, Trace.NOTE, "", "after the run", 0);
    }
  }

  /** Runs it twice with the default limits. */
  public static Verdict run(Seed seed, Experiment experiment) {
    return run(seed, SimulationLimits.DEFAULT, experiment);
  }

  /** Runs it twice. */
  public static Verdict run(Seed seed, SimulationLimits limits, Experiment experiment) {
    Attempt first = attempt(seed, limits, experiment, 0, 0);
    Attempt second = attempt(seed, limits, experiment, 0, 0);
    if (!first.trace().hash().equals(second.trace().hash())) {
      return new Diverged(
          seed,
          first.trace().hash(),
          second.trace().hash(),
          locate(seed, limits, experiment, Trace.firstDifference(first.trace(), second.trace())));
    }
    if ((first.failure() == null) != (second.failure() == null)) {
      return new Diverged(
          seed,
          first.trace().hash(),
          second.trace().hash(),
          "same events, but one run failed: " + first.failure() + " / " + second.failure());
    }
    return new Reproduced(second.report(), Optional.ofNullable(second.failure()));
  }

  /** Runs it once: half the time, and no proof that it reproduces. */
  public static Reproduced once(Seed seed, SimulationLimits limits, Experiment experiment) {
    Attempt only = attempt(seed, limits, experiment, 0, 0);
    return new Reproduced(only.report(), Optional.ofNullable(only.failure()));
  }

  /**
   * What a run did last, for telling what led to a failure. Recording costs, so it is a run of its
   * own, after one that counts.
   *
   * @param entries how many at most, up to {@link Trace#MAXIMUM_WINDOW}
   */
  public static List<TraceEntry> lastEntries(
      Seed seed, SimulationLimits limits, Experiment experiment, int entries) {
    long end = attempt(seed, limits, experiment, 0, 0).trace().entries();
    long from = Math.max(0, end - entries);
    return attempt(seed, limits, experiment, from, end).trace().recorded();
  }

  private record Attempt(Simulation simulation, @Nullable Throwable failure) {
    Trace trace() {
      return simulation.trace();
    }

    Report report() {
      return new Report(
          simulation.seed(),
          trace().hash(),
          simulation.events(),
          simulation.nowNanos(),
          simulation.coverage());
    }
  }

  private static Attempt attempt(
      Seed seed, SimulationLimits limits, Experiment experiment, long from, long to) {
    Simulation simulation = new Simulation(seed, limits);
    simulation.trace().record(from, to);
    @Nullable Throwable[] thrown = new Throwable[1];
    try {
      simulation.within(
          () -> {
            try {
              experiment.run(simulation);
            } catch (Exception e) {
              thrown[0] = e;
            }
          });
      return new Attempt(simulation, thrown[0]);
    } catch (Throwable failure) {
      return new Attempt(simulation, failure);
    }
  }

  /** Two recorded runs at a time, until the stretch in which they part was the recorded one. */
  private static String locate(
      Seed seed, SimulationLimits limits, Experiment experiment, long[] stretch) {
    // One more in front, to tell what came before.
    long from = Math.max(0, stretch[0] - 1);
    long to = Math.min(stretch[1], from + Trace.MAXIMUM_WINDOW);
    for (int i = 0; i < MAXIMUM_RECORDINGS; i++) {
      Trace first = attempt(seed, limits, experiment, from, to).trace();
      Trace second = attempt(seed, limits, experiment, from, to).trace();
      if (first.hash().equals(second.hash())) {
        continue;
      }
      long[] parted = Trace.firstDifference(first, second);
      if (parted[0] >= from && parted[0] < to) {
        return describe(from, first.recorded(), second.recorded());
      }
      from = Math.max(0, parted[0] - 1);
      to = Math.min(parted[1], from + Trace.MAXIMUM_WINDOW);
    }
    return "the runs part somewhere between entry " + from + " and " + to + ", but not every time";
  }

  private static String describe(long from, List<TraceEntry> first, List<TraceEntry> second) {
    int common = Math.min(first.size(), second.size());
    int index = 0;
    while (index < common && first.get(index).equals(second.get(index))) {
      index++;
    }
    return String.format(
        Locale.ROOT,
        "first difference: %s against %s; before it: %s",
        index < first.size() ? first.get(index) : "nothing (entry " + (from + index) + ")",
        index < second.size() ? second.get(index) : "nothing (entry " + (from + index) + ")",
        index > 0 ? first.get(index - 1) : "the start of the run");
  }
}
