package dev.gyre.scenarios.shrink;

import dev.gyre.scenarios.history.Operation;
import dev.gyre.scenarios.run.RunResult;
import io.vavr.collection.Vector;

/**
 * How much there is to understand about a run.
 *
 * @param steps faults
 * @param operations that clients asked for, reading back left out
 * @param clients that asked for any
 * @param keys that any was about
 */
public record Size(int steps, int operations, int clients, int nodes, int keys) {

  static Size of(RunResult result) {
    Vector<Operation> drawn =
        Vector.ofAll(result.history().operations())
            .filter(operation -> operation.number() != Operation.UNDRAWN);
    return new Size(
        result.scenario().steps().size(),
        drawn.size(),
        drawn.map(Operation::client).distinct().size(),
        result.scenario().cluster().nodes(),
        drawn.map(Operation::key).distinct().size());
  }

  /** How much of the faults is gone, in percent; 100 where there were none. */
  public int faultsGonePercent(Size after) {
    return steps == 0 ? 100 : 100 * (steps - after.steps) / steps;
  }

  @Override
  public String toString() {
    return counted(steps, "fault")
        + ", "
        + counted(operations, "operation")
        + " on "
        + counted(keys, "key")
        + " by "
        + counted(clients, "client")
        + ", "
        + counted(nodes, "node");
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
