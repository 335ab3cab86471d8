package dev.gyre.scenarios.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.collection.Vector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final Vector<String> KNOWN = Vector.of("minority", "majority", "at", "on");

  @ParameterizedTest
  @CsvSource({
    "minority, minority, 0",
    "minorty, minority, 1",
    "mniority, minority, 1",
    "minoritty, minority, 1",
    "'', on, 2",
    "ab, ba, 1",
    "kitten, sitting, 3",
  })
  void slipsAreCounted(String from, String to, int slips) {
    assertEquals(slips, Nearest.slips(from, to));
    assertEquals(slips, Nearest.slips(to, from));
  }

  @ParameterizedTest
  @CsvSource({"mayority, majority", "minorty, minority", "no, on", "xyzzy, ''", "q, ''"})
  void theNearestWordIsNamed(String word, String nearest) {
    assertEquals(nearest, Nearest.of(word, KNOWN).getOrElse(""));
  }
}
