package dev.gyre.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwiceRunTest {
  private int runs;

  @Test
  void aDeterministicRunIsReproduced() {
    TwiceRun.Verdict verdict = TwiceRun.run(Seed.of(5), world -> ticks(world, 1_000, -1));
    TwiceRun.Report report = verdict.orThrow();
    assertEquals(1_000, report.events());
    assertEquals(999, report.simulatedNanos());
    assertEquals(32, report.hash().toString().length());
    assertEquals(2, runs);
  }

  @ParameterizedTest
  @CsvSource({"10, 0", "10, 9", "5000, 1", "5000, 4321", "100000, 77777", "100000, 99999"})
  void theFirstEventThatDivergedIsNamed(int events, int leakAt) {
    TwiceRun.Verdict verdict = TwiceRun.run(Seed.of(5), world -> ticks(world, events, leakAt));
    TwiceRun.Diverged diverged = assertInstanceOf(TwiceRun.Diverged.class, verdict);
    String expected = String.format(Locale.ROOT, "#%d at 0.%09d s", leakAt, leakAt);
    assertTrue(diverged.reason().contains("first difference: " + expected), diverged.reason());
    assertTrue(diverged.reason().contains("tick " + leakAt), diverged.reason());
    RuntimeException error = assertThrows(IllegalStateException.class, verdict::orThrow);
    assertTrue(error.getMessage().contains("seed 5 does not reproduce"));
  }

  @Test
  void aRunThatGoesOnLongerIsADivergence() {
    TwiceRun.Verdict verdict =
        TwiceRun.run(Seed.of(5), world -> ticks(world, 100 + (runs & 1), -1));
    TwiceRun.Diverged diverged = assertInstanceOf(TwiceRun.Diverged.class, verdict);
    assertTrue(diverged.reason().contains("nothing (entry 100)"), diverged.reason());
  }

  @Test
  void aLeakThatHidesFromTheRecordingIsStillADivergence() {
    TwiceRun.Verdict verdict =
        TwiceRun.run(Seed.of(5), world -> ticks(world, 100, runs < 2 ? 50 : -1));
    TwiceRun.Diverged diverged = assertInstanceOf(TwiceRun.Diverged.class, verdict);
    assertTrue(diverged.reason().contains("not every time"), diverged.reason());
  }

  @Test
  void aFailureThatHappensTwiceIsReproduced() {
    TwiceRun.Verdict verdict =
        TwiceRun.run(
            Seed.of(9),
            world -> {
              world.schedule(
                  3,
                  "bug",
                  () -> {
                    throw new IllegalStateException("always");
                  });
              world.run();
            });
    TwiceRun.Reproduced reproduced = assertInstanceOf(TwiceRun.Reproduced.class, verdict);
    assertTrue(reproduced.failure().isPresent());
    SimulationFailure thrown = assertThrows(SimulationFailure.class, verdict::orThrow);
    assertSame(reproduced.failure().get(), thrown);
  }

  @Test
  void aCheckAfterTheRunMayFailToo() {
    TwiceRun.Verdict verdict =
        TwiceRun.run(
            Seed.of(9),
            world -> {
              ticks(world, 3, -1);
              throw new java.io.IOException("not what was expected");
            });
    RuntimeException error = assertThrows(SimulationFailure.class, verdict::orThrow);
    assertTrue(error.getMessage().contains("seed 9 failed"), error.getMessage());
    assertTrue(error.getMessage().contains("not what was expected"), error.getMessage());
  }

  @Test
  void aFailureThatHappensOnceIsADivergence() {
    TwiceRun.Verdict verdict =
        TwiceRun.run(
            Seed.of(9),
            world -> {
              ticks(world, 3, -1);
              if (runs == 2) {
                throw new IllegalStateException("only once");
              }
            });
    TwiceRun.Diverged diverged = assertInstanceOf(TwiceRun.Diverged.class, verdict);
    assertTrue(diverged.reason().contains("only once"), diverged.reason());
  }

  @Test
  void theLastEntriesTellWhatLedToAFailure() {
    List<TraceEntry> last =
        TwiceRun.lastEntries(
            Seed.of(5),
            SimulationLimits.DEFAULT,
            world -> {
              world.schedule(50, "kill", simulationFails());
              ticks(world, 100, -1);
            },
            3);
    assertEquals(
        List.of("tick 48", "tick 49", "kill"), last.stream().map(TraceEntry::label).toList());
    assertEquals(2, runs);
  }

  private static Runnable simulationFails() {
    return () -> {
      throw new IllegalStateException("the failure");
    };
  }

  @Test
  void aTraceDependsOnEachOfItsWords() {
    List<TraceHash> hashes =
        List.of(
            hash(1, 2, "a", 3),
            hash(9, 2, "a", 3),
            hash(1, 9, "a", 3),
            hash(1, 2, "b", 3),
            hash(1, 2, "a", 9));
    assertEquals(5, hashes.stream().distinct().count());
    assertEquals(hash(1, 2, "a", 3), hashes.get(0));
  }

  @Test
  void aTraceDependsOnOrder() {
    Trace forward = new Trace();
    forward.add(1, 0, "", "a", 0);
    forward.add(1, 0, "", "b", 0);
    Trace backward = new Trace();
    backward.add(1, 0, "", "b", 0);
    backward.add(1, 0, "", "a", 0);
    assertFalse(forward.hash().equals(backward.hash()));
  }

  @Test
  void aWindowIsBounded() {
    Trace trace = new Trace();
    assertThrows(IllegalArgumentException.class, () -> trace.record(0, Trace.MAXIMUM_WINDOW + 1L));
    assertThrows(IllegalArgumentException.class, () -> trace.record(5, 4));
  }

  private static TraceHash hash(long time, long sequence, String label, long payload) {
    Trace trace = new Trace();
    trace.add(time, sequence, "node", label, payload);
    return trace.hash();
  }

  /** One event a nanosecond; the one at leakAt differs in every run. */
  private void ticks(Simulation world, int events, int leakAt) {
    int run = runs++;
    for (int i = 0; i < events; i++) {
      world.schedule(i, "tick " + i, i == leakAt ? run : 0, () -> {});
    }
    world.run();
  }
}
