package dev.gyre.core.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class TimersTest {
  private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
  private final List<String> fired = new ArrayList<>();
  private final Timers<String> timers =
      new Timers<>(scheduler.createWorker(), this::now, name -> fired.add(name + "@" + now()));

  private long now() {
    return scheduler.now(TimeUnit.MILLISECONDS);
  }

  private void advance(int millis) {
    scheduler.advanceTimeBy(Duration.ofMillis(millis));
  }

  @Test
  void firesOnceInOrderOfTickThenOfArming() {
    timers.arm("late", 21);
    timers.arm("b", 8);
    timers.arm("a", 8);
    advance(100);
    assertEquals(List.of("b@8", "a@8", "late@24"), fired);
    assertEquals(0, timers.armed());
  }

  @Test
  void armingAgainMovesAndDisarmingStops() {
    timers.arm("moved", 8);
    timers.arm("moved", 40);
    timers.arm("stopped", 12);
    timers.disarm("stopped");
    timers.disarm("unknown");
    advance(39);
    assertEquals(List.of(), fired);
    advance(1);
    assertEquals(List.of("moved@40"), fired);
  }

  @Property(tries = 300)
  void neverEarlyAtMostATickLate(
      @ForAll @Size(max = 50) List<@IntRange(max = 500) Integer> delays) {
    VirtualTimeScheduler virtual = VirtualTimeScheduler.create();
    TreeMap<Integer, Long> at = new TreeMap<>();
    Timers<Integer> many =
        new Timers<>(
            virtual.createWorker(),
            () -> virtual.now(TimeUnit.MILLISECONDS),
            index -> at.put(index, virtual.now(TimeUnit.MILLISECONDS)));
    for (int i = 0; i < delays.size(); i++) {
      many.arm(i, delays.get(i));
    }
    virtual.advanceTimeBy(Duration.ofSeconds(1));
    assertEquals(delays.size(), at.size());
    at.forEach(
        (index, millis) ->
            assertTrue(millis >= delays.get(index) && millis < delays.get(index) + 4));
  }
}
