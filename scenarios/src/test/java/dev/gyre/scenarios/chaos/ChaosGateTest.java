package dev.gyre.scenarios.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.sim.Seed;
import dev.gyre.sim.fork.ForkedRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The gate: fixed seeds, each run twice and compared; the leak detector; the seeds of former bugs.
 */
class ChaosGateTest {
  private static final int SEEDS = Integer.getInteger("gyre.seeds", 200);

  /** Seeds that once failed, in the order in which they were found. */
  private static final long[] REGRESSIONS = {2, 4, 8, 9, 11, 18, 16};

  /**
   * Faults that are counted by their effects; a gate in which one has none proves nothing about it.
   */
  private static final List<String> FAULTS =
      List.of(
          "partition",
          "one-way partition",
          "crash",
          "pause",
          "clock jump forward",
          "clock jump back",
          "disk operations slowed",
          "unsynced writes lost in crashes",
          "messages from a clock ahead",
          "messages lost",
          "messages duplicated",
          "messages reordered",
          "messages corrupted",
          "messages cut off",
          "messages lost in crash",
          "messages reached next life");

  @Test
  void formerBugsStayAway() {
    ChaosCampaign campaign = new ChaosCampaign();
    for (long seed : REGRESSIONS) {
      assertEquals(List.of(), campaign.run(Seed.of(seed)).violations(), replay(seed));
    }
  }

  @Test
  void everySeedHoldsItsPromisesTwice() {
    ChaosCampaign campaign = new ChaosCampaign();
    List<String> failures = new ArrayList<>();
    campaign.run(
        1,
        SEEDS,
        ran -> {
          if (!ran.passed()) {
            failures.add(replay(ran.seed().value()) + ": " + ran.violations().getFirst());
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
