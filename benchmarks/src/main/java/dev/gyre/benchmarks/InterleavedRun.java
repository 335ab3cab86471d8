package dev.gyre.benchmarks;

import dev.gyre.benchmarks.load.ClosedLoop;
import dev.gyre.benchmarks.load.Keyspace;
import dev.gyre.benchmarks.load.Load;
import dev.gyre.benchmarks.load.Measurement;
import dev.gyre.benchmarks.load.Timing;
import dev.gyre.benchmarks.report.Medians;
import dev.gyre.benchmarks.report.Row;
import dev.gyre.benchmarks.target.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several targets under the same loads in turns, A B A B: the speed of a shared machine changes by
 * a factor of two within hours, so figures taken one after the other cannot be compared.
 */
final class InterleavedRun {
  private final Map<String, Target> targets;
  private final Keyspace keyspace;
  private final Timing timing;
  private final int rounds;

  /** {@code targets} by name, started and filled; ratios refer to the first one. */
  InterleavedRun(Map<String, Target> targets, Keyspace keyspace, Timing timing, int rounds) {
    this.targets = targets;
    this.keyspace = keyspace;
    this.timing = timing;
    this.rounds = rounds;
  }

  /** One row per target, in the order of the targets. */
  List<Row> measure(Load load) throws InterruptedException, IOException {
    ClosedLoop loop = new ClosedLoop(load, keyspace, timing);
    Map<String, List<Measurement>> measured = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, Target> target : targets.entrySet()) {
        measured
            .computeIfAbsent(target.getKey(), name -> new ArrayList<>())
            .add(loop.measure(target.getValue()));
      }
    }
    return rows(load, measured);
  }

  private static List<Row> rows(Load load, Map<String, List<Measurement>> measured) {
    List<Measurement> reference = measured.values().iterator().next();
    return measured.entrySet().stream()
        .map(
            entry ->
                new Row(
                    entry.getKey(),
                    load,
                    Medians.of(entry.getValue()),
                    Medians.ratio(entry.getValue(), reference)))
        .toList();
  }
}
