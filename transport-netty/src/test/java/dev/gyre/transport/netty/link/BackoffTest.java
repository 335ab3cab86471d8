package dev.gyre.transport.netty.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private final Backoff backoff = new Backoff(100, 5_000);

  @ParameterizedTest
  @CsvSource({
    // failures, draw, delay
    "1, 0.0, 50",
    "1, 0.5, 75",
    "1, 0.999999, 100",
    "2, 0.0, 100",
    "3, 0.0, 200",
    "6, 0.0, 1600",
    "7, 0.0, 2500",
    "1000000, 0.0, 2500",
    "1000000, 0.999999, 5000",
  })
  void doublesWithJitterUpToItsBound(int failures, double draw, int delay) {
    assertEquals(delay, backoff.delayMillis(failures, draw));
  }

  @Test
  void afterALastingRefusalItIsTheLongest() {
    assertEquals(3_750, backoff.longestMillis(0.5));
  }

  @Test
  void boundsThatCannotBeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Backoff(0, 10));
    assertThrows(IllegalArgumentException.class, () -> new Backoff(10, 9));
  }
}
