package dev.gyre.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

class ReactorNetTest {
  private final Simulation simulation = new Simulation(Seed.of(7));

  @Test
  void anErrorWithoutAHandlerFailsTheRun() {
    simulation.schedule(
        1, "subscribe", () -> Mono.error(new IllegalStateException("unseen")).subscribe());
    SimulationFailure failure = assertThrows(SimulationFailure.class, simulation::run);
    assertEquals("subscribe", failure.event().label());
    assertTrue(failure.getMessage().contains("unseen"));
  }

  @Test
  void aDroppedErrorFailsTheRun() {
    IllegalStateException dropped = new IllegalStateException("after the end");
    simulation.schedule(1, "drop", () -> Operators.onErrorDropped(dropped, Context.empty()));
    SimulationFailure failure = assertThrows(SimulationFailure.class, simulation::run);
    assertSame(dropped, failure.getCause());
  }

  @Test
  void aDroppedValueFailsTheRun() {
    Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
    sink.tryEmitComplete();
    simulation.schedule(1, "emit", () -> sink.emitNext("late", Sinks.EmitFailureHandler.FAIL_FAST));
    SimulationFailure failure = assertThrows(SimulationFailure.class, simulation::run);
    assertTrue(failure.getMessage().contains("late"), failure.getMessage());
  }

  @Test
  void whatADyingProcessDropsDoesNotCount() {
    SimProcess process = simulation.process("node");
    process.schedule(
        1,
        "die",
        0,
        () -> {
          process.kill();
          Operators.onErrorDropped(new IllegalStateException("dying"), Context.empty());
        });
    simulation.run();
    assertEquals(1, simulation.events());
  }

  @Test
  void setUpAndChecksAreGuardedToo() {
    assertThrows(
        SimulationFailure.class,
        () -> simulation.within(() -> Operators.onNextDropped("x", Context.empty())));
  }

  @Test
  void aRealSchedulerIsRefusedEvenWhereAnOperatorHidesIt() {
    simulation.schedule(
        1,
        "leak",
        () -> Flux.interval(Duration.ofMillis(1)).onErrorComplete().subscribe(tick -> {}));
    SimulationFailure failure = assertThrows(SimulationFailure.class, simulation::run);
    assertTrue(failure.getMessage().contains("SimScheduler"), failure.getMessage());
  }

  @Test
  void everyRealSchedulerIsRefusedAlsoWhenCachedBefore() {
    simulation.run();
    List<Scheduler> cached =
        List.of(Schedulers.parallel(), Schedulers.single(), Schedulers.boundedElastic());
    List<Runnable> uses = new ArrayList<>();
    for (Scheduler scheduler : cached) {
      uses.add(() -> scheduler.schedule(() -> {}));
      uses.add(scheduler::createWorker);
      uses.add(() -> scheduler.now(java.util.concurrent.TimeUnit.NANOSECONDS));
    }
    uses.add(() -> Schedulers.newParallel("p"));
    uses.add(() -> Schedulers.newSingle("s"));
    uses.add(() -> Schedulers.newBoundedElastic(1, 1, "e"));
    for (Runnable use : uses) {
      Simulation world = new Simulation(Seed.of(1));
      world.schedule(1, "leak", use);
      assertThrows(SimulationFailure.class, world::run);
    }
  }

  @Test
  void realSchedulersWorkOutside() {
    simulation.run();
    assertEquals(5L, Mono.delay(Duration.ofMillis(1)).thenReturn(5L).block(Duration.ofSeconds(30)));
  }

  @Test
  void blockIsRefused() {
    simulation.schedule(1, "block", () -> Mono.never().block());
    assertThrows(SimulationFailure.class, simulation::run);
  }

  @Test
  void theHooksOfTheOutsideAreKept() {
    List<Throwable> seen = new ArrayList<>();
    IllegalStateException outside = new IllegalStateException("outside");
    Hooks.onErrorDropped(seen::add);
    try {
      simulation.schedule(
          1, "drop", () -> Operators.onErrorDropped(new RuntimeException(), Context.empty()));
      assertThrows(SimulationFailure.class, simulation::run);
      assertEquals(List.of(), seen);
      Operators.onErrorDropped(outside, Context.empty());
      assertEquals(List.of(outside), seen);
    } finally {
      Hooks.resetOnErrorDropped();
    }
  }

  @Test
  void simulationsNest() {
    simulation.within(
        () -> {
          Simulation inner = new Simulation(Seed.of(2));
          inner.run();
          assertSame(simulation, ReactorNet.current());
        });
    assertNull(ReactorNet.current());
  }
}
