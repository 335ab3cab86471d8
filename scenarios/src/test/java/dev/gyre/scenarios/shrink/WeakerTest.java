package dev.gyre.scenarios.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Selector;
import dev.gyre.scenarios.dsl.Step;
import dev.gyre.scenarios.dsl.Trigger;
import dev.gyre.scenarios.dsl.Trouble;
import io.vavr.collection.Vector;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WeakerTest {
  private static final Selector TWO = new Selector.Named(Vector.of("n1", "n2"));
  private static final Selector ONE = new Selector.Named(Vector.of("n2"));
  private static final Duration LONG = Duration.ofMillis(800);

  @Test
  void aPauseMeetsFewerOrIsShorter() {
    assertEquals(
        Vector.of(
            new Fault.Pause(ONE, LONG),
            new Fault.Pause(new Selector.Named(Vector.of("n1")), LONG),
            new Fault.Pause(TWO, Duration.ofMillis(400))),
        weaker(new Fault.Pause(TWO, LONG)));
  }

  @Test
  void aLinkLosesItsTroublesOneByOneAndThenHalf() {
    Trouble bad = Trouble.NONE.loss(0.4).latency(Duration.ofMillis(10));
    Vector<Trouble> troubles =
        weaker(new Fault.Link(ONE, ONE, bad, Duration.ofMillis(30)))
            .map(fault -> ((Fault.Link) fault).trouble());
    assertEquals(
        Vector.of(
            bad.latency(Duration.ZERO),
            bad.loss(0),
            bad.latency(Duration.ofMillis(5)),
            bad.loss(0.2)),
        troubles);
  }

  @Test
  void everyChainOfWeakerFormsEnds() {
    Vector<Fault> faults =
        Vector.of(
            new Fault.Partition(new Selector.Everyone(), Fault.Direction.BOTH, LONG),
            new Fault.Link(TWO, new Selector.Everyone(), Trouble.NONE.loss(1), LONG),
            new Fault.Link(TWO, TWO, Trouble.NONE.bytesPerSecond(1_000), LONG),
            new Fault.ClockSkew(TWO, Duration.ofSeconds(-5), LONG),
            new Fault.ClockDrift(TWO, -500, LONG),
            new Fault.RollBackDisk(TWO, LONG, LONG));
    for (Fault fault : faults) {
      Vector<Fault> left = Vector.of(fault);
      int steps = 0;
      while (!left.isEmpty()) {
        left = weaker(left.head());
        assertTrue(++steps < 200, fault::toString);
      }
    }
  }

  private static Vector<Fault> weaker(Fault fault) {
    Step step = new Step(1, new Trigger.At(Duration.ZERO), fault);
    return Weaker.of(step, Cluster.DEFAULT).map(Step::fault);
  }
}
