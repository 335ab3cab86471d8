package dev.gyre.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CampaignTest {

  @Test
  void countsWhatPassedAndDescribesWhatFailed() {
    Campaign.Result result =
        Campaign.of(10, 5)
            .run(
                world -> {
                  world.schedule(1, "seen", () -> world.sometimes("seen"));
                  world.run();
                  if (world.seed().value() % 2 == 1) {
                    throw new IllegalStateException("odd");
                  }
                });
    assertEquals(3, result.passed());
    assertEquals(2, result.failed());
    assertEquals(Seed.of(11), result.failures().get(0).seed());
    assertEquals(Seed.of(13), result.failures().get(1).seed());
    assertEquals(5, result.coverage().count("seen"));
    assertEquals(5, result.events());
    AssertionError error = assertThrows(AssertionError.class, result::orThrow);
    assertTrue(error.getMessage().contains("2 of 5 seeds failed"), error.getMessage());
    assertTrue(error.getMessage().contains("seed 11"), error.getMessage());
  }

  @Test
  void aSeedThatDoesNotReproduceHasFailed() {
    int[] runs = {0};
    Campaign.Result result =
        Campaign.of(1, 2)
            .run(
                world -> {
                  world.schedule(1, "leak", runs[0]++, () -> {});
                  world.run();
                });
    assertEquals(2, result.failed());
    assertEquals(0, result.events());
  }

  @Test
  void manyFailuresAreCountedAndFewDescribed() {
    Campaign.Result result =
        Campaign.of(0, 150)
            .run(
                world -> {
                  throw new IllegalStateException("always");
                });
    assertEquals(150, result.failed());
    assertEquals(Campaign.MAXIMUM_FAILURES, result.failures().size());
  }

  @Test
  void anEmptyCampaignIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Campaign.of(1, 0));
  }
}
