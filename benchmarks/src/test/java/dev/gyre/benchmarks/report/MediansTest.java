package dev.gyre.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gyre.benchmarks.load.Measurement;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {
  @Test
  void theMedianIsTheMiddle() {
    assertEquals(2, Medians.median(List.of(100.0, 1.0, 2.0)));
    assertEquals(3, Medians.median(List.of(4.0, 100.0, 1.0, 2.0)));
    assertThrows(IllegalArgumentException.class, () -> Medians.median(List.of()));
  }

  @Test
  void aRatioIsTakenWithinARoundNotBetweenMedians() {
    List<Measurement> reference = List.of(measured(100), measured(10), measured(50));
    List<Measurement> rounds = List.of(measured(50), measured(6), measured(20));
    assertEquals(0.5, Medians.ratio(rounds, reference));
  }

  @Test
  void everyFigureHasItsOwnMedian() {
    Measurement of =
        Medians.of(
            List.of(
                new Measurement(1, 20, 300, 1, 0, 9),
                new Measurement(2, 30, 100, 2, 2, 8),
                new Measurement(3, 10, 200, 3, 1, 7)));
    assertEquals(new Measurement(2, 20, 200, 2, 1, 8), of);
  }

  private static Measurement measured(double operationsPerSecond) {
    return new Measurement(operationsPerSecond, 1, 1, 1, 1, 1);
  }
}
