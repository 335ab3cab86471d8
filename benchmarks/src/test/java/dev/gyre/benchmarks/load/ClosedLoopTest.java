package dev.gyre.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
  private static final Timing SHORT = new Timing(1_000_000, 50_000_000);
  private static final Keyspace KEYSPACE = new Keyspace(10, 100);

  @Test
  void aPutLoadPutsAndCountsForces() throws Exception {
    try (InstantTarget target = new InstantTarget(puts -> {}, key -> new byte[100])) {
      Measurement measured = measure(target, Workload.PUT);
      assertEquals(0, target.gets());
      assertTrue(measured.operationsPerSecond() > 0);
      assertTrue(measured.operationsPerSecond() * 0.05 <= target.puts());
      assertTrue(measured.p50Nanos() > 0 && measured.p50Nanos() <= measured.p999Nanos());
      assertTrue(measured.forcesPerPut() > 0);
    }
  }

  @Test
  void aReadLoadMostlyGets() throws Exception {
    try (InstantTarget target = new InstantTarget(puts -> {}, key -> new byte[100])) {
      measure(target, Workload.READ95);
      assertTrue(target.gets() > target.puts(), target.gets() + " gets, " + target.puts());
    }
  }

  @Test
  void aLoadWithAFailedOperationIsNoMeasurement() {
    try (InstantTarget target =
        new InstantTarget(ClosedLoopTest::refuseTheTenth, key -> new byte[100])) {
      Throwable failed =
          assertThrows(IllegalStateException.class, () -> measure(target, Workload.PUT));
      assertEquals("disk full", failed.getCause().getMessage());
    }
  }

  @Test
  void aGetThatFindsSomethingElseIsAFailure() {
    try (InstantTarget target = new InstantTarget(puts -> {}, key -> new byte[0])) {
      Throwable failed =
          assertThrows(IllegalStateException.class, () -> measure(target, Workload.READ95));
      assertEquals("a get answered 0 bytes", failed.getCause().getMessage());
    }
  }

  @Test
  void preloadingStoresEveryKeyOnce() {
    try (InstantTarget target = new InstantTarget(puts -> {}, key -> new byte[100])) {
      Preload.store(new Keyspace(1_000, 10), target, 8);
      assertEquals(1_000, target.puts());
    }
  }

  @Test
  void preloadingStopsAtAFailure() {
    try (InstantTarget target =
        new InstantTarget(ClosedLoopTest::refuseTheTenth, key -> new byte[100])) {
      assertThrows(CompletionException.class, () -> Preload.store(KEYSPACE, target, 1));
    }
  }

  private static void refuseTheTenth(long puts) {
    if (puts == 9) {
      throw new IllegalStateException("disk full");
    }
  }

  private static Measurement measure(InstantTarget target, Workload workload) throws Exception {
    return new ClosedLoop(new Load(workload, 100, 4), KEYSPACE, SHORT).measure(target);
  }
}
