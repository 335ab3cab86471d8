package dev.gyre.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimClockTest {
  private long now;
  private final SimClock clock = new SimClock(() -> now, 1_000);

  @ParameterizedTest
  @CsvSource({
    "0, 100, 0",
    "1000000, 0, 1000000",
    "1000000, 1, 1000001",
    "1000000, -1, 999999",
    "999999, 1, 999999",
    "999999, -1, 999998",
    "1500000, 100, 1500150",
    "86400000000000, 500000, 129600000000000",
    "31536000000000000, -500000, 15768000000000000",
    "9000000000000000, 33, 9000297000000000",
  })
  void driftIsExactToTheNanosecond(long elapsedNanos, long ppm, long expectedNanos) {
    assertEquals(expectedNanos, SimClock.withDrift(elapsedNanos, ppm));
  }

  @Test
  void aPerfectClockShowsTheEpochPlusVirtualTime() {
    now = 2_500_000;
    assertEquals(1_002, clock.wallMillis());
    assertEquals(1_002_500_000, clock.wallNanos());
    assertEquals(2_500_000, clock.monotonicNanos());
    assertEquals(0, clock.errorNanos(1_000));
  }

  @Test
  void jumpsMoveTheWallAlone() {
    now = 1_000_000;
    clock.jump(-5_000_000_000L);
    assertEquals(-3_999, clock.wallMillis());
    assertEquals(1_000_000, clock.monotonicNanos());
    clock.jump(7_000_000_000L);
    assertEquals(3_001, clock.wallMillis());
    assertEquals(2_000_000_000, clock.errorNanos(1_000));
  }

  @Test
  void aChangeOfDriftKeepsWhatHasPassed() {
    clock.drift(1_000);
    now = 1_000_000_000;
    assertEquals(1_001_000_000, clock.monotonicNanos());
    clock.drift(-1_000);
    assertEquals(1_001_000_000, clock.monotonicNanos());
    now = 2_000_000_000;
    assertEquals(2_000_000_000, clock.monotonicNanos());
    clock.drift(0);
    now = 3_000_000_000L;
    assertEquals(3_000_000_000L, clock.monotonicNanos());
  }

  @Property(tries = 200)
  void theMonotonicReadingNeverGoesBack(
      @ForAll long seed, @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long longestStep) {
    Randomness randomness = Seed.of(seed).randomness();
    long last = clock.monotonicNanos();
    for (int i = 0; i < 50; i++) {
      now += randomness.nextLong(longestStep);
      if (randomness.nextBoolean()) {
        clock.drift(randomness.between(-500_000L, 500_001L));
      }
      clock.jump(randomness.between(-longestStep, longestStep));
      long reading = clock.monotonicNanos();
      assertTrue(reading >= last);
      last = reading;
    }
  }

  @Test
  void driftHasABound() {
    assertThrows(IllegalArgumentException.class, () -> clock.drift(500_001));
    assertThrows(IllegalArgumentException.class, () -> clock.drift(-500_001));
  }

  @Test
  void theClockOfASimulationFollowsIt() {
    Simulation simulation = new Simulation(Seed.of(1));
    SimClock own = SimClock.of(simulation);
    simulation.runUntil(5_000_000);
    assertEquals(SimClock.DEFAULT_EPOCH_MILLIS + 5, own.wallMillis());
  }
}
