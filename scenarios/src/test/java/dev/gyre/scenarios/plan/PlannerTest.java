package dev.gyre.scenarios.plan;

import static dev.gyre.scenarios.dsl.Vocabulary.crash;
import static dev.gyre.scenarios.dsl.Vocabulary.fullDisk;
import static dev.gyre.scenarios.dsl.Vocabulary.majority;
import static dev.gyre.scenarios.dsl.Vocabulary.minority;
import static dev.gyre.scenarios.dsl.Vocabulary.named;
import static dev.gyre.scenarios.dsl.Vocabulary.one;
import static dev.gyre.scenarios.dsl.Vocabulary.ownersOf;
import static dev.gyre.scenarios.dsl.Vocabulary.partition;
import static dev.gyre.scenarios.dsl.Vocabulary.pause;
import static dev.gyre.scenarios.dsl.Vocabulary.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.Key;
import dev.gyre.scenarios.cluster.Layout;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Selector;
import dev.gyre.scenarios.dsl.Step;
import dev.gyre.scenarios.dsl.Trigger;
import dev.gyre.sim.Seed;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final Seed SEED = Seed.of(7);

  private static final Scenario STORY =
      Scenario.named("story")
          .cluster(cluster -> cluster.nodes(7))
          .at(seconds(1), partition(minority()))
          .at(seconds(2), partition(majority()))
          .at(seconds(3), pause(one()))
          .at(seconds(4), crash(ownersOf("k7").one()))
          .every(seconds(3), pause(one()))
          .check();

  @Test
  void everySelectionGetsNames() {
    Vector<Step> steps = Planner.plan(STORY, SEED).steps();
    assertEquals(3, side(steps.get(0)).size());
    assertEquals(4, side(steps.get(1)).size());
    assertEquals(1, nodes(steps.get(2)).size());
    Ring ring = Ring.of(Layout.topology(STORY.cluster()));
    String owner = nodes(steps.get(3)).head();
    assertTrue(ring.owners(Key.of("k7")).exists(node -> node.toString().equals(owner)), owner);
  }

  private static Vector<String> side(Step step) {
    return ((Selector.Named) ((Fault.Partition) step.fault()).side()).nodes();
  }

  private static Vector<String> nodes(Step step) {
    return ((Selector.Named) ((Fault.OnNodes) step.fault()).nodes()).nodes();
  }

  @Test
  void whatHappensAgainAndAgainIsWrittenOut() {
    Vector<Step> steps = Planner.plan(STORY, SEED).steps().drop(4);
    assertEquals(
        Vector.of(
            new Trigger.At(seconds(3)), new Trigger.At(seconds(6)), new Trigger.At(seconds(9))),
        steps.map(Step::trigger));
    assertEquals(steps.size(), steps.map(Step::number).distinct().size());
  }

  @Test
  void theSameSeedIsTheSamePlanAndAPlanIsItsOwnPlan() {
    Scenario once = Planner.plan(STORY, SEED);
    assertEquals(once, Planner.plan(STORY, SEED));
    assertEquals(once, Planner.plan(once, SEED));
    assertFalse(once.equals(Planner.plan(STORY, Seed.of(8))));
  }

  @Test
  void takingAStepAwayChangesNoOther() {
    Vector<Step> all = Planner.plan(STORY, SEED).steps();
    Scenario without = STORY.withSteps(STORY.steps().removeAt(1));
    assertEquals(all.removeAt(1), Planner.plan(without, SEED).steps());
  }

  @Test
  void aDiskFaultNeedsADisk() {
    Scenario full = Scenario.named("full").at(seconds(1), fullDisk(one())).check();
    assertEquals(Cluster.Storage.DURABLE, Planner.plan(full, Seed.of(1)).cluster().storage());
    assertEquals(Cluster.Storage.MEMORY, Planner.plan(STORY, Seed.of(1)).cluster().storage());
    assertEquals(Cluster.Storage.DURABLE, Planner.plan(STORY, Seed.of(2)).cluster().storage());
  }

  @Test
  void aNodeThatThereIsNotIsRefused() {
    Scenario stray = Scenario.named("stray").at(seconds(1), pause(named("n9"))).check();
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Planner.plan(stray, SEED));
    assertEquals("there is no node n9; the cluster has n1, n2, n3, n4, n5", refused.getMessage());
  }
}
