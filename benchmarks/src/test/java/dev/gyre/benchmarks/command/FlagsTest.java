package dev.gyre.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gyre.benchmarks.load.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagsTest {
  private static final Map<String, String> DEFAULTS =
      Map.of("rounds", "3", "clients", "1,8", "workloads", "put");

  @Test
  void aDefaultHoldsUntilTheFlagIsGiven() {
    Flags flags = Flags.parse(DEFAULTS, "--clients", "2, 4");
    assertEquals(3, flags.count("rounds"));
    assertEquals(List.of(2, 4), flags.counts("clients"));
    assertEquals(List.of(Workload.PUT), flags.constants("workloads", Workload.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--round 4;unknown flag --round; known are --clients 1,8, --rounds 3, --workloads put",
        "rounds 4;unknown flag rounds;",
        "--rounds;--rounds needs a value",
      })
  void aCommandLineThatMakesNoSenseIsExplained(String line, String sentence) {
    Exception refused =
        assertThrows(IllegalArgumentException.class, () -> Flags.parse(DEFAULTS, line.split(" ")));
    assertEquals(sentence, refused.getMessage().substring(0, sentence.length()));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "x", "''", "2147483648", "1.5"})
  void aCountIsAWholeNumberOfAtLeastOne(String text) {
    Flags flags = Flags.parse(DEFAULTS, "--rounds", text);
    Exception refused = assertThrows(IllegalArgumentException.class, () -> flags.count("rounds"));
    assertEquals(
        "--rounds takes whole numbers of at least 1, not '" + text + "'", refused.getMessage());
  }

  @Test
  void anUnknownConstantIsAnsweredWithTheKnownOnes() {
    Flags flags = Flags.parse(DEFAULTS, "--workloads", "put,scan");
    Exception refused =
        assertThrows(
            IllegalArgumentException.class, () -> flags.constants("workloads", Workload.class));
    assertEquals("--workloads takes put, read95, get, not 'scan'", refused.getMessage());
  }
}
