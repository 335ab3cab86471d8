package dev.gyre.scenarios.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.Content;
import dev.gyre.core.host.NodeHost;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Tuning;
import dev.gyre.sim.Seed;
import dev.gyre.sim.Simulation;
import dev.gyre.transport.sim.Effect;
import dev.gyre.transport.sim.LinkOptions;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nodes that take few requests forward writes over links that deliver everything twice: what was
 * reported as not applied must never be read.
 */
class ForwardedCopiesTest {
  private static final int WRITES = 2_000;
  private static final int NODES = 7;
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final long APART_NANOS = 60_000;
  private static final LinkOptions TWICE =
      LinkOptions.CALM.with(new LinkOptions.Duplication(1.0, Duration.ofMillis(20).toNanos()));

  private static final Cluster SHAPE =
      Cluster.DEFAULT
          .nodes(NODES)
          .storage(Cluster.Storage.MEMORY)
          .tuning(Tuning.DEFAULT.withRequests(6));

  private final TreeMap<String, Outcome> outcomes = new TreeMap<>();
  private final TreeMap<String, Outcome> readings = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatARefusalSaysIsTrueOfEveryCopy(long seed) {
    Simulation simulation = new Simulation(Seed.of(seed));
    SimCluster cluster = new SimCluster(simulation, SHAPE);
    cluster.network().options(cluster.names(), cluster.names(), TWICE);
    simulation.within(cluster::start);
    simulation.runFor(Duration.ofSeconds(1));
    NodeHost reader = cluster.nodes().getFirst().host();
    for (int i = 0; i < WRITES; i++) {
      String key = "k" + i;
      NodeHost node = cluster.nodes().get(i % NODES).host();
      simulation.schedule(
          i * APART_NANOS, "write", () -> node.ask(write(key), o -> outcomes.put(key, o)));
    }
    simulation.runFor(Duration.ofSeconds(10));
    for (int i = 0; i < WRITES; i++) {
      String key = "k" + i;
      Command read = new Command.Get(Key.of(key), Consistency.ALL, TIMEOUT_MILLIS);
      simulation.within(() -> reader.ask(read, o -> readings.put(key, o)));
      simulation.runFor(Duration.ofMillis(10));
    }
    judge();
    assertTrue(cluster.network().effects().get(Effect.DUPLICATED) > WRITES);
  }

  private void judge() {
    assertEquals(WRITES, outcomes.size());
    int refused = 0;
    for (String key : outcomes.keySet()) {
      Outcome.Found found = (Outcome.Found) readings.get(key);
      if (outcomes.get(key) instanceof Outcome.NotApplied not) {
        refused++;
        assertTrue(found.siblings().isEmpty(), key + " was " + not + " and holds " + found);
      }
    }
    assertTrue(refused > 0, "no write was refused");
  }

  private static Command write(String key) {
    return new Command.Write(
        Key.of(key), Content.of(Value.of("v")), null, Consistency.QUORUM, null, 0, TIMEOUT_MILLIS);
  }
}
