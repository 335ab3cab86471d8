package dev.gyre.scenarios.plan;

import static dev.gyre.scenarios.dsl.Vocabulary.always;
import static dev.gyre.scenarios.dsl.Vocabulary.any;
import static dev.gyre.scenarios.dsl.Vocabulary.named;
import static dev.gyre.scenarios.dsl.Vocabulary.noAcknowledgedWriteLost;
import static dev.gyre.scenarios.dsl.Vocabulary.random;
import static dev.gyre.scenarios.dsl.Vocabulary.rollBackDisk;
import static dev.gyre.scenarios.dsl.Vocabulary.seconds;
import static dev.gyre.scenarios.dsl.Vocabulary.wipeDisk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.ring.Ring;
import dev.gyre.scenarios.cluster.Layout;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Selector;
import dev.gyre.scenarios.dsl.Step;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is destroyed never takes the last quorum of undamaged owners of any key. */
class AtlasTest {
  private static final int SEEDS = 400;

  @Test
  void aClusterSurvivesExactlyWhatLeavesEveryKeyAQuorum() {
    Randomness random = Seed.of(1).randomness();
    int fatal = 0;
    for (int i = 0; i < SEEDS; i++) {
      Cluster cluster = cluster(random);
      TreeSet<String> destroyed = new TreeSet<>();
      Layout.names(cluster).filter(name -> random.chance(0.3)).forEach(destroyed::add);
      boolean survives = new Atlas(cluster).survives(destroyed);
      assertEquals(everyKeyKeepsAQuorum(cluster, destroyed), survives, cluster + " " + destroyed);
      fatal += survives ? 0 : 1;
    }
    assertTrue(fatal > SEEDS / 10 && fatal < SEEDS * 9 / 10, fatal + " were fatal");
  }

  private static Cluster cluster(Randomness random) {
    int nodes = random.between(1, 10);
    return Cluster.DEFAULT.nodes(nodes).replication(random.between(1, Math.min(nodes, 5) + 1));
  }

  private static boolean everyKeyKeepsAQuorum(Cluster cluster, TreeSet<String> destroyed) {
    Ring ring = Ring.of(Layout.topology(cluster));
    for (int partition = 0; partition < ring.topology().partitions(); partition++) {
      long left = ring.owners(partition).count(owner -> !destroyed.contains(owner.toString()));
      if (left < cluster.replication() / 2 + 1) {
        return false;
      }
    }
    return true;
  }

  @Test
  void whatTheSwarmDrawsIsSurvivable() {
    int destructive = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      Scenario planned = Planner.plan(Swarm.draw(Seed.of(seed)), Seed.of(seed));
      TreeSet<String> destroyed = destroyed(planned);
      assertTrue(new Atlas(planned.cluster()).survives(destroyed), "seed " + seed);
      destructive += destroyed.isEmpty() ? 0 : 1;
    }
    assertTrue(destructive > 0, "nothing was ever destroyed");
  }

  private static TreeSet<String> destroyed(Scenario planned) {
    TreeSet<String> destroyed = new TreeSet<>();
    for (Step step : planned.steps()) {
      if (Atlas.destroys(step.fault()) && step.fault() instanceof Fault.OnNodes fault) {
        destroyed.addAll(((Selector.Named) fault.nodes()).nodes().asJava());
      }
    }
    return destroyed;
  }

  @Test
  void whereWhomToDestroyIsDrawnItIsAlwaysTheSame() {
    Scenario greedy =
        Scenario.named("greedy")
            .at(seconds(1), wipeDisk(random(5)))
            .at(seconds(2), wipeDisk(random(5)))
            .at(seconds(3), rollBackDisk(random(5), seconds(1)))
            .check(noAcknowledgedWriteLost());
    Scenario planned = Planner.plan(greedy, Seed.of(1));
    assertEquals(1, destroyed(planned).size());
  }

  @Test
  void byNameTooMuchIsRefused() {
    Scenario fatal =
        Scenario.named("fatal")
            .at(seconds(1), wipeDisk(named("n1", "n2", "n3")))
            .check(noAcknowledgedWriteLost());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Planner.plan(fatal, Seed.of(1)));
    assertTrue(refused.getMessage().contains("destroy less"), refused.getMessage());
  }

  @Test
  void whoPromisesNothingMayDestroyEverything() {
    Scenario careless =
        Scenario.named("careless")
            .at(seconds(1), wipeDisk(any()))
            .check(always(Promise.NO_THIN_AIR));
    assertEquals(1, Planner.plan(careless, Seed.of(1)).steps().size());
  }
}
