package dev.gyre.scenarios.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.scenarios.dsl.Check;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Workload;
import dev.gyre.scenarios.history.Operation;
import dev.gyre.scenarios.plan.Planner;
import dev.gyre.scenarios.plan.Swarm;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.scenarios.text.ReplayFile;
import dev.gyre.sim.Seed;
import io.vavr.collection.Vector;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Shrinks a promise that the store never made: reads and writes at quorum are no one order. */
class ShrinkerTest {
  private static final Seed SEED = Seed.of(3);
  private static final String COMMIT = "abc";
  private static final Reduction WHOLE = shrunk(2_000);

  @Test
  void whatIsLeftIsSmallAndFailsInTheSameWay() {
    Reduction reduction = WHOLE;
    assertTrue(reduction.complete());
    assertEquals(Promise.LINEARIZABLE, reduction.violation().promise());
    assertTrue(reduction.sizeBefore().steps() >= 10, reduction::sentence);
    assertTrue(
        reduction.sizeBefore().faultsGonePercent(reduction.sizeAfter()) >= 90, reduction::sentence);
    assertTrue(reduction.sizeAfter().operations() <= 6, reduction::sentence);
    assertEquals(
        reduction.after().measures().hash(),
        Trials.run(reduction.after().scenario(), SEED).measures().hash());
  }

  @Test
  void aFileShowsItEventForEvent() {
    ReplayFile written = WHOLE.file(COMMIT);
    ReplayFile read = ReplayFile.parse(written.json(), "file").get();
    Replay replay = Replay.of(read, COMMIT);
    assertTrue(replay.isSameFailure() && replay.isSameRun() && replay.isSameCommit());
    assertEquals("the same failure, linearizable, event for event", replay.sentence());
    assertEquals(RunResult.Verdict.INVALID, replay.result().verdict());
    Replay other = Replay.of(read.withScenario(Planner.plan(Swarm.draw(SEED), SEED)), "def");
    assertFalse(other.isSameFailure() || other.isSameRun() || other.isSameCommit());
  }

  @Test
  void aBudgetIsKept() {
    Reduction reduction = shrunk(7);
    assertEquals(7, reduction.runs());
    assertFalse(reduction.complete());
    assertTrue(Shrinker.shrink(wrong(), SEED, new Budget(9, () -> true)).get().runs() == 0);
  }

  @Test
  void namingAllOperationsChangesNone() {
    RunResult all = Trials.run(wrong(), SEED);
    Vector<Workload.OperationId> named =
        Vector.ofAll(all.history().operations())
            .filter(operation -> operation.number() != Operation.UNDRAWN)
            .map(operation -> new Workload.OperationId(operation.client(), operation.number()));
    Scenario same = wrong().with(wrong().workload().only(named));
    assertEquals(all.history().operations(), Trials.run(same, SEED).history().operations());
  }

  @Test
  void whatDoesNotFailIsNotShrunk() {
    Scenario kept = Planner.plan(Swarm.draw(SEED), SEED);
    assertTrue(Shrinker.shrink(kept, SEED, Budget.ofRuns(1)).isEmpty());
  }

  private static Reduction shrunk(int runs) {
    return Shrinker.shrink(wrong(), SEED, Budget.ofRuns(runs)).get();
  }

  private static Scenario wrong() {
    Scenario drawn = Swarm.draw(SEED);
    return Planner.plan(
        drawn
            .with(drawn.cluster().storage(Cluster.Storage.MEMORY))
            .with(drawn.workload().clients(4).keys(4))
            .with(new Scenario.Phases(Duration.ofSeconds(5), Duration.ofSeconds(18)))
            .withChecks(Vector.of(new Check.Always(Promise.LINEARIZABLE))),
        SEED);
  }
}
