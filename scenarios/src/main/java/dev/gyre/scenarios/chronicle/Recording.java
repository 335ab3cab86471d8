package dev.gyre.scenarios.chronicle;

import dev.gyre.scenarios.cluster.SimBackend;
import dev.gyre.scenarios.history.Operation;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.sim.Simulation;
import dev.gyre.sim.SimulationFailure;
import io.vavr.collection.Vector;
import java.util.List;

/**
 * A run that was run once more to write everything down.
 *
 * @param result of the run that was recorded
 */
public record Recording(RunResult result, Chronicle chronicle) {
  private static final long BEFORE_NANOS = 2_000_000_000L;

  /**
   * Runs the scenario and seed of a simulated result again, with recording. The hash is the same;
   * where the run throws, as it did before, the chronicle ends there and the findings are the known
   * ones.
   */
  public static Recording of(RunResult known) {
    Chronicler chronicler = new Chronicler(Chronicler.MOST_ENTRIES, focus(known));
    Simulation simulation = new Simulation(known.seed(), SimBackend.LIMITS);
    RunResult result;
    try {
      result = SimBackend.run(simulation, known.scenario(), chronicler);
    } catch (SimulationFailure thrown) {
      result = chronicler.brokenOff(known);
    }
    return new Recording(result, chronicler.chronicle(result));
  }

  /** The keys of the operations that the first violation names, from a while before them. */
  private static Focus focus(RunResult known) {
    if (known.findings().violations().isEmpty()) {
      return Focus.EVERYTHING;
    }
    String sentence = known.findings().violations().head().sentence();
    List<Integer> named = Deeds.named(sentence, known.history().size());
    if (named.isEmpty()) {
      return Focus.EVERYTHING;
    }
    Vector<Operation> operations = Vector.ofAll(named).map(known.history()::get);
    long from = operations.map(Operation::invokedNanos).min().get() - BEFORE_NANOS;
    return new Focus(operations.map(Operation::key).distinct(), from, Long.MAX_VALUE);
  }
}
