package dev.gyre.sim.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.sim.Seed;
import dev.gyre.sim.Simulation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

class SimRunTest {
  private final Simulation simulation = new Simulation(Seed.of(1));
  private final SimRun run = new SimRun(simulation);
  private final Scheduler scheduler = simulation.process("p").scheduler();

  @Test
  void awaitingMovesVirtualTimeToTheResultAndNoFurther() {
    simulation.schedule(5_000_000_000L, "later", () -> {});
    assertEquals(0L, run.await(Mono.delay(Duration.ofSeconds(3), scheduler)));
    assertEquals(3_000_000_000L, simulation.nowNanos());
  }

  @Test
  void whatIsThereIsThereAtOnce() {
    assertEquals("now", run.await(Mono.just("now")));
    assertNull(run.await(Mono.empty()));
    assertEquals(0, simulation.nowNanos());
  }

  @Test
  void errorsAreThrownAsTheyAre() {
    RuntimeException unchecked = new IllegalArgumentException("no");
    assertSame(
        unchecked, assertThrows(RuntimeException.class, () -> run.await(Mono.error(unchecked))));
    IOException checked = new IOException("no");
    assertSame(
        checked,
        assertThrows(CompletionException.class, () -> run.await(Mono.error(checked))).getCause());
  }

  @Test
  void patienceIsVirtualAndEnds() {
    AssertionError error =
        assertThrows(AssertionError.class, () -> run.await(Mono.never(), Duration.ofHours(1)));
    assertEquals(
        "what the test awaits did not end within 3600000 ms of virtual time, and nothing is left"
            + " that could end it",
        error.getMessage());
    assertEquals(Duration.ofHours(1).toNanos(), simulation.nowNanos());
  }

  @Test
  void anEventCannotAwait() {
    simulation.schedule(1, "awaits", () -> run.await(Mono.delay(Duration.ofMillis(1), scheduler)));
    RuntimeException failed = assertThrows(RuntimeException.class, simulation::run);
    assertTrue(failed.getMessage().contains("an event cannot run the simulation"));
  }
}
