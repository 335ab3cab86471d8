package dev.gyre.sim;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class SimSchedulerTest {
  private final Simulation simulation = new Simulation(Seed.of(7));
  private final SimProcess process = simulation.process("node");
  private final SimWorker worker = process.scheduler().createWorker();
  private final List<String> log = new ArrayList<>();

  @Test
  void aWorkerRunsInOrderOfDueTimeThenOfScheduling() {
    worker.schedule(logging("late"), 10, NANOSECONDS);
    worker.schedule(logging("first"));
    worker.schedule(logging("second"));
    worker.schedule(logging("early"), 5, NANOSECONDS);
    simulation.run();
    assertEquals(List.of("first@0", "second@0", "early@5", "late@10"), log);
  }

  @Test
  void chargedTimeHoldsTheWorkerAndNobodyElse() {
    SimWorker other = process.scheduler().createWorker();
    worker.schedule(charging("slow", 100));
    worker.schedule(logging("b"), 50, NANOSECONDS);
    worker.schedule(charging("c", 10), 40, NANOSECONDS);
    worker.schedule(logging("d"), 100, NANOSECONDS);
    worker.schedule(logging("e"), 200, NANOSECONDS);
    other.schedule(logging("other"), 60, NANOSECONDS);
    simulation.run();
    assertEquals(List.of("slow@0", "other@60", "c@100", "b@110", "d@110", "e@200"), log);
  }

  @Test
  void heldTasksLetOthersInterleave() {
    SimWorker other = process.scheduler().createWorker();
    worker.schedule(charging("a", 10));
    worker.schedule(charging("b", 10));
    worker.schedule(charging("c", 10));
    other.schedule(logging("x"), 15, NANOSECONDS);
    simulation.run();
    assertEquals(List.of("a@0", "b@10", "x@15", "c@20"), log);
  }

  @Test
  void aKilledProcessNeverRunsAgain() {
    SimWorker other = process.scheduler().createWorker();
    worker.schedule(charging("a", 10));
    worker.schedule(logging("held"));
    other.schedule(logging("b"), 5, NANOSECONDS);
    other.schedule(logging("c"), 20, NANOSECONDS);
    process.onKill(() -> log.add("killed"));
    simulation.schedule(7, "fault", process::kill);
    simulation.run();
    assertEquals(List.of("a@0", "b@5", "killed"), log);
    assertEquals(7, simulation.nowNanos());
    assertEquals(0, simulation.pending());
  }

  @Test
  void whatIsScheduledOnADeadProcessVanishes() {
    process.kill();
    process.kill();
    Disposable handle = worker.schedule(logging("a"));
    process.scheduler().schedule(logging("b"));
    process.scheduler().createWorker().schedule(logging("c"), 1, MILLISECONDS);
    process.schedule(1, "d", 0, logging("d"));
    simulation.run();
    assertTrue(handle.isDisposed());
    assertEquals(List.of(), log);
  }

  @Test
  void aDyingTaskMayThrow() {
    worker.schedule(
        () -> {
          process.kill();
          throw new IllegalStateException("the disk is gone");
        });
    simulation.run();
    assertFalse(process.isAlive());
  }

  @Test
  void anInvariantThatADyingTaskBreaksStillFailsTheRun() {
    simulation.afterEveryEvent(
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("the last copy is gone");
          }
        });
    worker.schedule(
        () -> {
          process.kill();
          throw new IllegalStateException("the disk is gone");
        });
    SimulationFailure failure = assertThrows(SimulationFailure.class, simulation::run);
    assertEquals("the last copy is gone", failure.getCause().getMessage());
  }

  @Test
  void aNameLivesOnceAtATime() {
    assertThrows(IllegalStateException.class, () -> simulation.process("node"));
    process.kill();
    SimProcess next = simulation.process("node");
    assertEquals(2, next.life());
    assertEquals("node#2", next.toString());
    next.scheduler().schedule(logging("reborn"));
    simulation.run();
    assertEquals(List.of("reborn@0"), log);
  }

  @Test
  void aPausedProcessHoldsItsTasksUntilItResumes() {
    SimWorker other = process.scheduler().createWorker();
    worker.schedule(logging("a"), 10, NANOSECONDS);
    other.schedule(logging("b"), 12, NANOSECONDS);
    worker.schedule(charging("c", 5), 14, NANOSECONDS);
    worker.schedule(logging("d"), 15, NANOSECONDS);
    worker.schedule(logging("late"), 200, NANOSECONDS);
    simulation.schedule(11, "pause", process::pause);
    simulation.schedule(100, "resume", process::resume);
    simulation.run();
    assertEquals(List.of("a@10", "b@100", "c@100", "d@105", "late@200"), log);
  }

  @Test
  void aPauseWhileTasksAreHeldKeepsTheirOrder() {
    worker.schedule(charging("a", 20));
    worker.schedule(logging("b"), 1, NANOSECONDS);
    worker.schedule(logging("c"), 2, NANOSECONDS);
    simulation.schedule(10, "pause", process::pause);
    simulation.schedule(15, "resume", process::resume);
    simulation.schedule(16, "pause", process::pause);
    simulation.schedule(50, "resume", process::resume);
    simulation.run();
    assertEquals(List.of("a@0", "b@50", "c@50"), log);
  }

  @Test
  void aKilledProcessDoesNotResume() {
    simulation.schedule(0, "pause", process::pause);
    worker.schedule(logging("a"), 5, NANOSECONDS);
    simulation.schedule(10, "kill", process::kill);
    simulation.schedule(20, "resume", process::resume);
    simulation.run();
    assertEquals(List.of(), log);
  }

  @Test
  void aDisposedTaskDoesNotRunNeitherQueuedNorHeld() {
    Disposable queued = worker.schedule(logging("queued"), 5, NANOSECONDS);
    worker.schedule(charging("slow", 10));
    Disposable held = worker.schedule(logging("held"));
    worker.schedule(logging("kept"));
    queued.dispose();
    simulation.schedule(5, "dispose", held::dispose);
    simulation.run();
    assertEquals(List.of("slow@0", "kept@10"), log);
    assertTrue(queued.isDisposed() && held.isDisposed());
  }

  @Test
  void aDisposedWorkerDropsItsTasksAndRejectsNewOnes() {
    worker.schedule(logging("a"), 5, NANOSECONDS);
    process.scheduler().schedule(logging("b"), 5, NANOSECONDS);
    worker.dispose();
    worker.dispose();
    assertThrows(RejectedExecutionException.class, () -> worker.schedule(logging("c")));
    simulation.run();
    assertEquals(List.of("b@5"), log);
  }

  @Test
  void aDisposedSchedulerDropsEverythingAndRejects() {
    worker.schedule(logging("a"), 5, NANOSECONDS);
    process.scheduler().dispose();
    process.scheduler().dispose();
    worker.dispose();
    process.kill();
    assertEquals(0, simulation.pending());
    SimProcess other = simulation.process("other");
    other.scheduler().dispose();
    assertThrows(RejectedExecutionException.class, () -> other.scheduler().schedule(logging("b")));
    simulation.run();
    assertEquals(List.of(), log);
  }

  @Test
  void periodicTasksKeepTheirRate() {
    Disposable[] handle = new Disposable[1];
    handle[0] =
        worker.schedulePeriodically(
            () -> {
              charging("tick", log.isEmpty() ? 25 : 0).run();
              if (log.size() == 5) {
                handle[0].dispose();
              }
            },
            5,
            10,
            NANOSECONDS);
    simulation.run();
    assertEquals(List.of("tick@5", "tick@30", "tick@30", "tick@35", "tick@45"), log);
    assertThrows(
        IllegalArgumentException.class,
        () -> worker.schedulePeriodically(() -> {}, 1, 0, NANOSECONDS));
  }

  @Test
  void nowIsVirtualAndCountsWhatWasCharged() {
    worker.schedule(
        () -> {
          simulation.charge(2_000_000);
          assertEquals(7, process.scheduler().now(MILLISECONDS));
          log.add("asserted");
        },
        5,
        MILLISECONDS);
    simulation.run();
    assertEquals(List.of("asserted"), log);
  }

  @Test
  void reactorsOperatorsRunInVirtualTime() {
    Flux.interval(Duration.ofSeconds(1), process.scheduler())
        .delayElements(Duration.ofMillis(500), process.scheduler())
        .publishOn(process.scheduler())
        .take(3)
        .subscribe(tick -> log.add(tick + "@" + simulation.nowNanos() / 1_000_000));
    Mono.never()
        .timeout(Duration.ofHours(1), process.scheduler())
        .doOnError(error -> log.add(error.getClass().getSimpleName()))
        .onErrorComplete()
        .subscribe();
    simulation.run();
    assertEquals(List.of("0@1500", "1@2500", "2@3500", "TimeoutException"), log);
    assertEquals(3_600_000_000_000L, simulation.nowNanos());
  }

  private Runnable charging(String name, long nanos) {
    return () -> {
      logging(name).run();
      simulation.charge(nanos);
    };
  }

  private Runnable logging(String name) {
    return () -> log.add(name + "@" + simulation.nowNanos());
  }
}
