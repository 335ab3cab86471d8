package dev.gyre.sim.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForkedRunsTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** The kernel, Reactor on it, processes and a disk: nothing real leaks into any of them. */
  @Test
  void theSimulatorItselfDoesNotLeak() throws Exception {
    List<String> lines = ForkedRuns.of(KitchenSink.class, "1", "4").run(LIMIT).orThrow();
    assertEquals(4, lines.size());
    assertEquals(4, lines.stream().distinct().count());
  }

  @Test
  void anIdentityHashIsFound() throws Exception {
    ForkedRuns.Result result = ForkedRuns.of(LeakyMain.class, "identity").run(LIMIT);
    AssertionError error = assertThrows(AssertionError.class, result::orThrow);
    assertTrue(error.getMessage().contains("line 1 is"), error.getMessage());
  }

  @Test
  void aMissingLineIsFound() throws Exception {
    ForkedRuns.Result result = ForkedRuns.of(LeakyMain.class, "interpreted").run(LIMIT);
    AssertionError error = assertThrows(AssertionError.class, result::orThrow);
    assertTrue(error.getMessage().contains("line 2 is nothing"), error.getMessage());
  }

  @Test
  void nothingPrintedIsNoAgreement() throws Exception {
    ForkedRuns.Result result =
        ForkedRuns.of(LeakyMain.class, "silent").withJvmOptions("-Xmx64m").run(LIMIT);
    assertThrows(AssertionError.class, result::orThrow);
  }

  @Test
  void aFailingProgramIsReportedWithItsErrors() {
    ForkedRuns runs =
        ForkedRuns.of(LeakyMain.class, "fail")
            .withFlavours(List.of(new JvmFlavour("plain", List.of())));
    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> runs.run(LIMIT));
    assertTrue(failure.getMessage().contains("\"plain\" exited with 1"), failure.getMessage());
    assertTrue(failure.getMessage().contains("on purpose"), failure.getMessage());
  }
}
