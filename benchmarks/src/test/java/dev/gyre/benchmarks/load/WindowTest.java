package dev.gyre.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
  /** The nano clock may start anywhere and wrap. */
  @ParameterizedTest
  @CsvSource({
    "0, 9, false, false",
    "0, 10, true, false",
    "0, 14, true, false",
    "0, 15, false, true",
    "9223372036854775800, 9, false, false",
    "9223372036854775800, 12, true, false",
    "9223372036854775800, 15, false, true",
  })
  void warmUpIsBeforeAndTheEndIsOutside(long now, long later, boolean inside, boolean over) {
    Window window = Window.after(now, new Timing(10, 5));
    assertEquals(inside, window.contains(now + later));
    assertEquals(over, window.isOver(now + later));
  }
}
