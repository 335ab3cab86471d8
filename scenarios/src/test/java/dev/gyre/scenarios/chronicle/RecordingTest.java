package dev.gyre.scenarios.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.scenarios.campaign.Experiment;
import dev.gyre.scenarios.cluster.SimBackend;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.history.Operation;
import dev.gyre.scenarios.history.Operation.Result;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.sim.Seed;
import dev.gyre.sim.Simulation;
import dev.gyre.sim.SimulationFailure;
import dev.gyre.sim.SimulationLimits;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordingTest {
  private static final int SEEDS = 3;

  private static Scenario swarm(long seed, Cluster.Storage storage) {
    Scenario drawn = Experiment.swarm().of(Seed.of(seed));
    return drawn
        .with(drawn.cluster().storage(storage))
        .with(new Scenario.Phases(Duration.ofSeconds(4), drawn.phases().quiesce()));
  }

  private static RunResult run(long seed, Cluster.Storage storage) {
    return new SimBackend().run(swarm(seed, storage), Seed.of(seed));
  }

  @ParameterizedTest
  @EnumSource(names = {"DURABLE", "MEMORY"})
  void observesAndNeverActs(Cluster.Storage storage) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      RunResult known = run(seed, storage);
      Recording recording = Recording.of(known);
      assertEquals(known.measures().hash(), recording.result().measures().hash(), "seed " + seed);
      assertEquals(known.findings(), recording.result().findings());
      assertTrue(recording.chronicle().size() > known.history().size() * 4);
    }
  }

  /** Every answer that a node gave leads back, message by message, to what its client asked. */
  @Test
  void answersFollowFromAskings() {
    Recording recording = Recording.of(run(2, Cluster.Storage.DURABLE));
    Chronicle chronicle = recording.chronicle();
    int followed = 0;
    for (Operation operation : recording.result().history().operations()) {
      if (operation.result() instanceof Result.Written) {
        int asked = chronicle.operation(operation.index(), Kind.ASKED);
        int answered = chronicle.operation(operation.index(), Kind.ANSWERED);
        assertEquals(Kind.RECEIVED, chronicle.kind(chronicle.cause(answered)));
        assertTrue(past(chronicle, answered).contains(asked), operation::toString);
        followed++;
      }
    }
    assertTrue(followed > 10, followed + " writes");
  }

  private static List<Integer> past(Chronicle chronicle, int entry) {
    List<Integer> reached = new ArrayList<>(List.of(entry));
    for (int i = 0; i < reached.size() && i < 100; i++) {
      for (int link :
          new int[] {chronicle.cause(reached.get(i)), chronicle.basis(reached.get(i))}) {
        if (link != Chronicle.NONE && !reached.contains(link)) {
          assertTrue(link < reached.get(i), "a link leads forward in time");
          reached.add(link);
        }
      }
    }
    return reached;
  }

  /**
   * What a node holds changes by entries alone: each cell is met as it was left, but for crashes.
   */
  @Test
  void cellsAreMetAsTheyWereLeft() {
    Chronicle chronicle = Recording.of(run(1, Cluster.Storage.MEMORY)).chronicle();
    int changes = 0;
    for (int i = 0; i < chronicle.size(); i++) {
      int basis = chronicle.basis(i);
      boolean cell = chronicle.kind(i) == Kind.CHANGED || chronicle.kind(i) == Kind.READ;
      if (cell && basis != Chronicle.NONE && chronicle.life(basis) == chronicle.life(i)) {
        assertEquals(chronicle.after(basis), chronicle.before(i), chronicle.text(i));
        changes++;
      }
    }
    assertTrue(changes > 100, changes + " changes");
  }

  @Test
  void aBoundedRecordingKeepsWhatMatters() {
    RunResult known = run(2, Cluster.Storage.MEMORY);
    Operation last = known.history().operations().getLast();
    Focus focus = new Focus(Vector.of(last.key()), 0, Long.MAX_VALUE);
    Chronicler chronicler = new Chronicler(4_000, focus);
    SimBackend.run(new Simulation(known.seed(), SimBackend.LIMITS), known.scenario(), chronicler);
    Chronicle chronicle = chronicler.chronicle(known);
    assertTrue(chronicle.dropped() > 0);
    assertTrue(chronicle.size() <= 4_000 + 2 * known.history().size() + 2 * known.faults().size());
    for (int i = chronicle.size() / 2; i < chronicle.size(); i++) {
      boolean whole = chronicle.kind(i) == Kind.ASKED || chronicle.kind(i) == Kind.ANSWERED;
      assertTrue(
          whole || chronicle.key(i).isEmpty() || chronicle.key(i).equals(last.key()),
          chronicle.text(i));
    }
  }

  @Test
  void theConeOfAReadHoldsTheWriteThatItSaw() {
    Recording recording = Recording.of(run(1, Cluster.Storage.DURABLE));
    Chronicle chronicle = recording.chronicle();
    Operation read = firstThatSawOneValue(recording.result());
    int[] cone = CausalCone.of(chronicle, List.of(read.index()), CausalCone.MOST).entries();
    assertTrue(cone.length <= CausalCone.MOST);
    String value = ((Result.Seen) read.result()).values().getFirst();
    boolean minted = false;
    for (int entry : cone) {
      minted |= chronicle.text(entry).startsWith("mints " + read.key() + " = " + value);
    }
    assertTrue(minted, read::toString);
  }

  private static Operation firstThatSawOneValue(RunResult result) {
    return result.history().operations().stream()
        .filter(
            operation ->
                operation.result() instanceof Result.Seen seen && seen.values().size() == 1)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRunThatThrowsIsToldToItsEnd() {
    RunResult known = run(2, Cluster.Storage.MEMORY);
    Chronicler chronicler = new Chronicler();
    SimulationLimits few = SimulationLimits.DEFAULT.withMaximumEvents(2_000);
    assertThrows(
        SimulationFailure.class,
        () -> SimBackend.run(new Simulation(known.seed(), few), known.scenario(), chronicler));
    RunResult broken = chronicler.brokenOff(known);
    int asked = broken.history().size();
    assertTrue(asked > 0 && asked < known.history().size(), asked + " operations");
    Chronicle chronicle = chronicler.chronicle(broken);
    assertEquals(Kind.ASKED, chronicle.kind(chronicle.operation(asked - 1, Kind.ASKED)));
  }

  @Test
  void aVerdictNamesItsOperations() {
    Violation violation =
        new Violation(
            Promise.NO_ACKNOWLEDGED_WRITE_LOST,
            "#226 client 3 get k1 misses #176 client 1 put k1 = c1-19 after #173 written");
    assertEquals(List.of(226, 176), Deeds.named(violation.sentence(), 300));
    assertEquals(List.of(176), Deeds.named(violation.sentence(), 200));
    assertFalse(Deeds.named(violation.sentence(), 300).contains(173));
  }
}
