package dev.gyre.client.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.machine.Delay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of the client's policies. */
class PolicyTest {

  @ParameterizedTest
  @CsvSource({"1, 5, 11", "2, 10, 21", "3, 20, 41", "6, 160, 321", "7, 250, 501", "99, 250, 501"})
  void aBackoffDoublesToItsMost(int failures, int min, int max) {
    assertEquals(new Delay(min, max), new Backoff(10, 500).after(failures));
  }

  @ParameterizedTest
  @CsvSource({"1000, 20, 41", "60, 20, 30", "20, 10, 10", "1, 0, 0", "0, 0, 0"})
  void aRestLeavesHalfOfWhatRemains(long remaining, int min, int max) {
    assertEquals(new Delay(min, max), new Backoff(10, 500).after(3, remaining));
  }

  @ParameterizedTest
  @CsvSource({
    "2000, 7, 1000",
    "1000, 1, 500",
    "1000, 0, 1000",
    "99, 3, 50",
    "80, 3, 50",
    "40, 3, 40",
    "0, 3, 0"
  })
  void anAttemptGetsHalfOfWhatRemainsAndTheLastAllOfIt(long remaining, int left, long expected) {
    assertEquals(expected, Limits.attemptMillis(remaining, left));
  }

  @Test
  void serverTimeGoesOnFromTheStampSeenLast() {
    ServerTime seen = ServerTime.UNKNOWN.observe(HybridClock.at(5_000), 100);
    assertEquals(HybridClock.at(5_030), seen.next(130).last());
    ServerTime twice = seen.next(130).next(130);
    assertEquals(HybridClock.at(5_030) + 1, twice.last());
    ServerTime behind = twice.observe(HybridClock.at(4_900), 140);
    assertEquals(twice.last() + 1, behind.next(140).last(), "stamps of one client ascend");
    assertEquals(HybridClock.at(4_900), behind.fallBack(HybridClock.at(4_900), 140).last());
  }

  @Test
  void whoeverKnowsNoTimeGivesNoStamp() {
    assertEquals(HybridClock.NONE, ServerTime.UNKNOWN.next(77).last());
    assertEquals(ServerTime.UNKNOWN, ServerTime.UNKNOWN.observe(HybridClock.NONE, 5));
  }

  @Test
  void eachLimitCanBeChangedAlone() {
    Backoff retry = new Backoff(1, 2);
    Backoff redial = new Backoff(3, 4);
    assertEquals(
        new Limits(5, 6, 7, 8, retry, redial),
        Limits.DEFAULT
            .withMaxWaiting(5)
            .withMaxInFlightPerLink(6)
            .withMaxLinks(7)
            .withMaxAttempts(8)
            .withRetry(retry)
            .withRedial(redial));
  }

  @Test
  void boundsThatAreNoneAreRefused() {
    Backoff backoff = new Backoff(1, 1);
    assertThrows(IllegalArgumentException.class, () -> new Backoff(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Backoff(2, 1));
    assertThrows(IllegalArgumentException.class, () -> new Limits(0, 1, 1, 1, backoff, backoff));
    assertThrows(IllegalArgumentException.class, () -> new Limits(1, 1, 1, 33, backoff, backoff));
  }
}
