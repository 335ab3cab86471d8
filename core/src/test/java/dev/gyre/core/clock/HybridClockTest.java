package dev.gyre.core.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class HybridClockTest {
  private static final long MAX_MILLIS = 1L << 46;

  @Property
  void neverGoesBackNorBehindTheWall(
      @ForAll @LongRange(min = 0, max = MAX_MILLIS) long last,
      @ForAll @LongRange(min = 0, max = MAX_MILLIS) long wall) {
    long next = HybridClock.next(last, wall);
    assertTrue(next > last && HybridClock.millis(next) >= wall);
  }

  @Property
  void observingPassesWhatWasSeen(
      @ForAll @LongRange(min = 0, max = MAX_MILLIS) long last,
      @ForAll @LongRange(min = 0, max = MAX_MILLIS) long received,
      @ForAll @LongRange(min = 0, max = MAX_MILLIS) long wall) {
    long next = HybridClock.observe(last, received, wall);
    assertTrue(next > last && next > received && HybridClock.millis(next) >= wall);
  }

  @Test
  void theBoundIsInclusive() {
    assertFalse(HybridClock.isTooFarAhead(HybridClock.at(1_500), 1_000, 500));
    assertTrue(HybridClock.isTooFarAhead(HybridClock.at(1_501), 1_000, 500));
  }

  @Test
  void printsMillisAndCounter() {
    assertEquals("1000+2", HybridClock.print(HybridClock.at(1_000) + 2));
  }
}
