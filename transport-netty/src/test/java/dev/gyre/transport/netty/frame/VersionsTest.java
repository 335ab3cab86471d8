package dev.gyre.transport.netty.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {
  @ParameterizedTest
  @CsvSource({"1,1, 1,1, 1", "1,3, 2,5, 3", "2,5, 1,3, 3", "1,1, 2,3, 0", "3,4, 1,2, 0"})
  void theHighestCommonOneIsChosen(int low, int high, int otherLow, int otherHigh, int chosen) {
    assertEquals(chosen, new Versions(low, high).chosenWith(new Versions(otherLow, otherHigh)));
  }
}
