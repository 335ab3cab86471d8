package dev.gyre.server;

import static dev.gyre.scenarios.dsl.Vocabulary.always;
import static dev.gyre.scenarios.dsl.Vocabulary.eventually;
import static dev.gyre.scenarios.dsl.Vocabulary.kill;
import static dev.gyre.scenarios.dsl.Vocabulary.millis;
import static dev.gyre.scenarios.dsl.Vocabulary.named;
import static dev.gyre.scenarios.dsl.Vocabulary.noAcknowledgedWriteLost;
import static dev.gyre.scenarios.dsl.Vocabulary.partition;
import static dev.gyre.scenarios.dsl.Vocabulary.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.history.Operation;
import dev.gyre.scenarios.plan.Planner;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.scenarios.tcp.TcpBackend;
import dev.gyre.sim.Seed;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;

/** A scenario on real processes: here, because scenarios do not know the server. */
final class ProcessScenarioTest {
  private static final Scenario SCENARIO =
      Scenario.named("a kill and a partition")
          .cluster(c -> c.nodes(3).replication(3))
          .workload(w -> w.clients(3).keys(6))
          .at(millis(500), kill(named("n1")).lasting(millis(500)))
          .at(seconds(3), partition(named("n2")).lasting(seconds(1)))
          .lasting(seconds(5))
          .quiesce(seconds(8))
          .check(
              noAcknowledgedWriteLost(),
              always(Promise.NO_THIN_AIR),
              always(Promise.CAUSAL_SIBLINGS),
              always(Promise.NO_EXCEPTION),
              eventually(Promise.RECOVERS),
              eventually(Promise.CONVERGED));

  @Test
  void threeProcessesKeepTheirPromisesThroughAKillAndAPartition() {
    TcpBackend backend = new TcpBackend();
    Scenario concrete = Planner.plan(SCENARIO, Seed.of(1));
    assertEquals(Vector.empty(), backend.refusals(concrete));
    RunResult result = backend.run(concrete, Seed.of(1));
    assertEquals(Vector.empty(), result.findings().violations());
    // A machine that is busy with other things decides nothing, and is no failure.
    assumeTrue(
        result.verdict() == RunResult.Verdict.VALID,
        () -> result.findings().undecided().toString());
    assertEquals(1, result.measures().effects().get("processes killed"));
    assertTrue(result.measures().effects().get("pieces cut off") > 0);
    assertTrue(
        result.history().operations().stream().anyMatch(Operation::isAcknowledgedQuorumPut),
        "nothing was acknowledged");
    assertEquals("converged is not judged here", result.findings().notes().last());
  }
}
