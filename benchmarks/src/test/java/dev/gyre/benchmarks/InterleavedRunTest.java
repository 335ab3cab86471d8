package dev.gyre.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gyre.benchmarks.load.InstantTarget;
import dev.gyre.benchmarks.load.Keyspace;
import dev.gyre.benchmarks.load.Load;
import dev.gyre.benchmarks.load.Timing;
import dev.gyre.benchmarks.load.Workload;
import dev.gyre.benchmarks.report.Row;
import dev.gyre.benchmarks.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class InterleavedRunTest {
  @Test
  void targetsTakeTurnsAndTheFirstIsTheReference() throws Exception {
    ConcurrentLinkedQueue<String> turns = new ConcurrentLinkedQueue<>();
    Map<String, Target> targets = new LinkedHashMap<>();
    for (String name : List.of("b", "a")) {
      targets.put(name, new InstantTarget(puts -> turns.add(name), key -> new byte[1]));
    }
    InterleavedRun run =
        new InterleavedRun(targets, new Keyspace(1, 1), new Timing(0, 5_000_000), 3);
    List<Row> rows = run.measure(new Load(Workload.PUT, 1, 1));
    for (Target target : targets.values()) {
      target.close();
    }
    assertEquals(List.of("b", "a"), rows.stream().map(Row::target).toList());
    assertEquals(1.0, rows.getFirst().ratio());
    assertEquals(List.of("b", "a", "b", "a", "b", "a"), List.copyOf(withoutRepeats(turns)));
  }

  private static List<String> withoutRepeats(Iterable<String> turns) {
    List<String> changes = new ArrayList<>();
    for (String turn : turns) {
      if (changes.isEmpty() || !changes.getLast().equals(turn)) {
        changes.add(turn);
      }
    }
    return changes;
  }
}
