package dev.gyre.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private final Simulation simulation = new Simulation(Seed.of(7));
  private final List<String> log = new ArrayList<>();

  @Test
  void runsInOrderOfTimeThenOfScheduling() {
    simulation.schedule(20, "c", logging("c"));
    simulation.schedule(10, "a", logging("a"));
    simulation.schedule(10, "b", logging("b"));
    simulation.run();
    assertEquals(List.of("a@10", "b@10", "c@20"), log);
    assertEquals(3, simulation.events());
  }

  @Test
  void runUntilStandsAtItsTime() {
    simulation.schedule(10, "a", logging("a"));
    simulation.schedule(11, "b", logging("b"));
    simulation.runUntil(10);
    assertEquals(List.of("a@10"), log);
    simulation.runFor(Duration.ofNanos(0));
    assertEquals(10, simulation.nowNanos());
    simulation.runFor(Duration.ofNanos(90));
    assertEquals(100, simulation.nowNanos());
    assertEquals(0, simulation.pending());
  }

  @Test
  void stepTakesOneEvent() {
    simulation.schedule(1, "a", logging("a"));
    assertTrue(simulation.step());
    assertFalse(simulation.step());
    assertEquals(List.of("a@1"), log);
  }

  @Test
  void stopEndsTheRunAfterTheEventAndTheNextGoesOn() {
    simulation.schedule(1, "a", simulation::stop);
    simulation.schedule(2, "b", logging("b"));
    simulation.runUntil(50);
    assertEquals(1, simulation.nowNanos());
    simulation.runUntil(50);
    assertEquals(List.of("b@2"), log);
  }

  @Test
  void whatAnEventSchedulesComesAfterWhatItCharged() {
    simulation.schedule(
        10,
        "slow",
        () -> {
          simulation.charge(100);
          logging("charged").run();
          simulation.schedule(5, "child", logging("child"));
        });
    simulation.schedule(20, "other", logging("other"));
    simulation.run();
    assertEquals(List.of("charged@110", "other@20", "child@115"), log);
  }

  @Test
  void chargingOutsideOfAnEventMovesTheTimeOn() {
    simulation.charge(40);
    simulation.schedule(2, "a", logging("a"));
    simulation.run();
    assertEquals(List.of("a@42"), log);
  }

  @Test
  void aFailureSaysSeedTimeAndEvent() {
    IllegalStateException cause = new IllegalStateException("two leaders");
    simulation.schedule(
        1_500_000_000,
        "elect",
        0xbeef,
        () -> {
          throw cause;
        });
    SimulationFailure failure = assertThrows(SimulationFailure.class, simulation::run);
    assertSame(cause, failure.getCause());
    assertEquals(Seed.of(7), failure.seed());
    assertEquals("elect", failure.event().label());
    String message = failure.getMessage();
    assertTrue(
        message.contains("seed 7 failed in #0 at 1.500000000 s: event 0 \"elect\""), message);
    assertTrue(message.contains("two leaders"), message);
  }

  @Test
  void anInvariantIsCheckedAfterEveryEvent() {
    simulation.afterEveryEvent(
        () -> {
          if (log.size() == 2) {
            throw new AssertionError("two is too many");
          }
        });
    for (int i = 0; i < 5; i++) {
      simulation.schedule(i, "e" + i, logging("e"));
    }
    SimulationFailure failure = assertThrows(SimulationFailure.class, simulation::run);
    assertEquals("e1", failure.event().label());
  }

  @Test
  void anEventThatReschedulesItselfWithoutDelayIsFound() {
    Simulation bounded =
        new Simulation(Seed.of(1), SimulationLimits.DEFAULT.withMaximumEventsPerInstant(1_000));
    Runnable[] self = new Runnable[1];
    self[0] = () -> bounded.schedule(0, "spin", self[0]);
    bounded.schedule(0, "spin", self[0]);
    SimulationFailure failure = assertThrows(SimulationFailure.class, bounded::run);
    assertTrue(failure.getMessage().contains("without time moving on"));
  }

  @Test
  void aRunThatNeverEndsIsFound() {
    Simulation bounded =
        new Simulation(Seed.of(1), SimulationLimits.DEFAULT.withMaximumEvents(1_000));
    Runnable[] self = new Runnable[1];
    self[0] = () -> bounded.schedule(1, "tick", self[0]);
    bounded.schedule(0, "tick", self[0]);
    assertThrows(SimulationFailure.class, bounded::run);
    assertEquals(1_001, bounded.events());
  }

  @Test
  void anEventCannotRunItsSimulation() {
    simulation.schedule(1, "nested", simulation::run);
    SimulationFailure failure = assertThrows(SimulationFailure.class, simulation::run);
    assertEquals(IllegalStateException.class, failure.getCause().getClass());
  }

  @Test
  void thePastIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> simulation.schedule(-1, "a", () -> {}));
    assertThrows(IllegalArgumentException.class, () -> simulation.charge(-1));
  }

  @Test
  void theEndOfTimeIsNotThePast() {
    simulation.charge(5);
    simulation.schedule(Long.MAX_VALUE, "never", logging("never"));
    simulation.runUntil(1_000);
    assertEquals(1, simulation.pending());
  }

  @Test
  void equalSeedsGiveEqualRunsAndOthersDoNot() {
    assertEquals(randomRun(Seed.of(1)), randomRun(Seed.of(1)));
    assertFalse(randomRun(Seed.of(1)).equals(randomRun(Seed.of(2))));
  }

  @Test
  void coverageCountsInOrderOfName() {
    simulation.coverage().expect("never seen");
    simulation.sometimes("b");
    simulation.sometimes("a");
    simulation.sometimes("b");
    Coverage campaign = new Coverage();
    campaign.merge(simulation.coverage());
    campaign.merge(simulation.coverage());
    assertEquals("{a=2, b=4, never seen=0}", campaign.toString());
    assertEquals(List.of("never seen"), campaign.missing());
    assertEquals(4, campaign.count("b"));
    assertEquals(0, campaign.count("unheard of"));
  }

  private static TraceHash randomRun(Seed seed) {
    Simulation world = new Simulation(seed);
    Randomness randomness = world.randomness("events");
    for (int i = 0; i < 1_000; i++) {
      world.schedule(randomness.nextLong(1_000), "e", randomness.nextLong(), () -> {});
    }
    world.run();
    return world.trace().hash();
  }

  private Runnable logging(String name) {
    return () -> log.add(name + "@" + simulation.nowNanos());
  }
}
