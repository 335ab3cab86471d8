package dev.gyre.scenarios.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.scenarios.run.RunResult;
import dev.gyre.sim.fork.ForkedRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The gate: fixed seeds of the swarm, each run twice and compared; and the leak detector. */
class ChaosGateTest {
  private static final int SEEDS = Integer.getInteger("gyre.seeds", 200);

  /**
   * Faults that are counted by their effects; a gate in which one has none proves nothing about it.
   */
  private static final List<String> FAULTS =
      List.of(
          "unsynced writes lost in crashes",
          "messages from a clock ahead",
          "messages lost",
          "messages duplicated",
          "messages reordered",
          "messages corrupted",
          "messages cut off",
          "messages clogged",
          "messages slowed",
          "messages lost in crash",
          "messages reached next life",
          "connections broken",
          "disk: slow",
          "disk: no space",
          "disk: force error",
          "disk: write error",
          "disk: read error",
          "disk: bit rot",
          "disk: misdirected write",
          "nodes ended by their storage");

  @Test
  void everySeedHoldsItsPromisesTwice() {
    Campaign campaign = new Campaign(Experiment.swarm());
    List<String> failures = new ArrayList<>();
    campaign.run(
        1,
        SEEDS,
        ran -> {
          if (ran.verdict() != RunResult.Verdict.VALID) {
            failures.add(replay(ran.seed().value()) + ": " + ran.findings());
          }
        });
    System.out.println("chaos: " + campaign.passed() + " passed, " + campaign.failed() + " failed");
    campaign.effects().forEach((kind, count) -> System.out.println("  " + kind + ": " + count));
    System.out.println("  sometimes: " + campaign.coverage());
    assertEquals(List.of(), failures);
    assertEquals(List.of(), campaign.coverage().missing());
    for (String fault : FAULTS) {
      assertTrue(campaign.effects().getOrDefault(fault, 0L) > 0, fault + " had no effect");
    }
  }

  /**
   * Nothing of the machine shows in a run: the same hashes with other identity hashes, and without
   * the compiler.
   */
  @Test
  void unlikeJvmsAgree() throws Exception {
    ForkedRuns.of(ChaosMain.class, "1", "2").run(Duration.ofMinutes(5)).orThrow();
  }

  private static String replay(long seed) {
    return "gyre sim run chaos --seed " + seed;
  }
}
