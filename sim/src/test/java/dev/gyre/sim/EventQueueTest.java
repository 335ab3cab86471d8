package dev.gyre.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private final Simulation simulation = new Simulation(Seed.of(1));

  @Property(tries = 200)
  void pollsTheLivingInOrderOfTimeAndSequence(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3_000) int count) {
    Randomness randomness = Seed.of(seed).randomness();
    Simulation world = new Simulation(Seed.of(seed));
    List<long[]> expected = new ArrayList<>();
    List<long[]> seen = new ArrayList<>();
    double cancelled = randomness.nextDouble();
    for (int i = 0; i < count; i++) {
      long[] key = {randomness.nextLong(50), i};
      var handle = world.schedule(key[0], "e", () -> seen.add(key));
      if (randomness.chance(cancelled)) {
        handle.dispose();
        handle.dispose();
      } else {
        expected.add(key);
      }
    }
    assertEquals(expected.size(), world.pending());
    expected.sort(Comparator.<long[]>comparingLong(key -> key[0]).thenComparingLong(key -> key[1]));
    world.run();
    assertEquals(expected, seen);
    assertEquals(0, world.pending());
  }

  @Test
  void pollsNothingThatIsNotYetDue() {
    EventQueue queue = new EventQueue(10);
    queue.push(event(5, 0));
    assertNull(queue.pollUntil(4));
    assertEquals(1, queue.alive());
    assertEquals(5, queue.pollUntil(5).timeNanos);
    assertNull(queue.pollUntil(Long.MAX_VALUE));
  }

  @Test
  void refusesToGrowBeyondItsMaximum() {
    SimulationLimits limits = SimulationLimits.DEFAULT.withMaximumQueued(300);
    Simulation small = new Simulation(Seed.of(1), limits);
    for (int i = 0; i < 300; i++) {
      small.schedule(0, "e", () -> {});
    }
    assertThrows(IllegalStateException.class, () -> small.schedule(0, "e", () -> {}));
  }

  private ScheduledEvent event(long timeNanos, long sequence) {
    ScheduledEvent event =
        new ScheduledEvent(simulation, null, "e", 0, ScheduledEvent.ONCE, () -> {});
    event.timeNanos = timeNanos;
    event.sequence = sequence;
    return event;
  }
}
