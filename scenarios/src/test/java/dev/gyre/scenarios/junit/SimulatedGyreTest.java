package dev.gyre.scenarios.junit;

import static dev.gyre.scenarios.dsl.Vocabulary.any;
import static dev.gyre.scenarios.dsl.Vocabulary.clockSkew;
import static dev.gyre.scenarios.dsl.Vocabulary.lastCoordinator;
import static dev.gyre.scenarios.dsl.Vocabulary.majority;
import static dev.gyre.scenarios.dsl.Vocabulary.minority;
import static dev.gyre.scenarios.dsl.Vocabulary.named;
import static dev.gyre.scenarios.dsl.Vocabulary.partition;
import static dev.gyre.scenarios.dsl.Vocabulary.pause;
import static dev.gyre.scenarios.dsl.Vocabulary.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.client.GyreClient;
import dev.gyre.client.GyreException;
import dev.gyre.scenarios.dsl.Cluster.Storage;
import dev.gyre.scenarios.run.Lease;
import dev.gyre.sim.junit.SimTest;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** What an application's test can do to a cluster. */
@GyreCluster(nodes = 3)
class SimulatedGyreTest {

  @SimTest(seeds = 10)
  void survivesACrash(SimulatedGyre gyre) {
    GyreClient client = gyre.client();
    gyre.await(client.put("order/7", "paid"));
    gyre.crash("n1");
    assertEquals("paid", gyre.await(client.get("order/7")).text().orElseThrow());
    gyre.crash("n2");
    assertThrows(GyreException.class, () -> gyre.await(client.put("order/7", "sent")));
    gyre.restart("n1");
    gyre.run(seconds(2));
    gyre.await(client.put("order/7", "sent"));
    assertEquals("sent", gyre.await(client.get("order/7")).text().orElseThrow());
  }

  @SimTest(seeds = 4)
  void awaitingTakesVirtualTimeAlone(SimulatedGyre gyre) {
    assertEquals(
        0L, gyre.await(Mono.delay(Duration.ofDays(2), gyre.scheduler()), seconds(172_801)));
    assertEquals(Duration.ofDays(2).toNanos(), gyre.simulation().nowNanos());
    assertFalse(gyre.await(gyre.client().get("nobody wrote it")).isPresent());
    assertTrue(gyre.simulation().nowNanos() < Duration.ofDays(2).plusSeconds(1).toNanos());
  }

  @SimTest(seeds = 6)
  void aLeaseEndsEarlyOrByItself(SimulatedGyre gyre) {
    GyreClient client = gyre.client();
    gyre.await(client.put("k", "before"));
    Lease lease = gyre.inflict(pause(any()).lasting(seconds(30)));
    assertThrows(GyreException.class, () -> gyre.await(client.put("k", "during")));
    lease.end();
    gyre.await(client.put("k", "after"));

    long begun = gyre.simulation().nowNanos();
    gyre.inflict(pause(majority()).lasting(seconds(1)));
    gyre.run(seconds(2));
    gyre.await(client.put("k", "later"));
    assertTrue(gyre.simulation().nowNanos() < begun + seconds(3).toNanos());
    lease.end(); // Has ended: nothing happens.
    assertEquals("later", gyre.await(client.get("k")).text().orElseThrow());
  }

  @SimTest(seeds = 6)
  void healingEndsEachFaultOnce(SimulatedGyre gyre) {
    Lease skewed = gyre.inflict(clockSkew(named("n2"), seconds(100)).lasting(seconds(5)));
    gyre.inflict(partition(minority()).lasting(seconds(5)));
    gyre.crash("n3");
    gyre.heal();
    skewed.end();
    gyre.run(seconds(10));
    GyreClient client = gyre.client();
    gyre.await(client.put("k", "well"));
    long written = gyre.await(client.get("k")).timestampMillis().orElseThrow();
    gyre.run(seconds(1));
    gyre.await(client.put("k", "again"));
    long later = gyre.await(client.get("k")).timestampMillis().orElseThrow();
    assertTrue(later - written < 3_000, () -> written + " and then " + later);
  }

  @SimTest(
      seeds = 10,
      sometimes = {"crash had an effect", "partition had an effect"})
  void unleashedFaultsAreSurvivedAndHealed(SimulatedGyre gyre) {
    gyre.unleash(seconds(4));
    gyre.run(seconds(5));
    GyreClient client = gyre.client();
    gyre.await(client.put("k", "still here"));
    assertEquals("still here", gyre.await(client.get("k")).text().orElseThrow());
  }

  @GyreCluster(nodes = 5, storage = Storage.MEMORY)
  @SimTest(seeds = 6)
  void theMethodsOwnClusterGoesFirst(SimulatedGyre gyre) {
    assertEquals(List.of("n1", "n2", "n3", "n4", "n5"), gyre.nodes());
    assertSame(gyre.client(), gyre.client(0));
    gyre.unleash(seconds(2)); // No faults of disks: there are none.
    gyre.after(seconds(1), () -> gyre.inflict(pause(lastCoordinator()).lasting(seconds(1))));
    gyre.run(seconds(8));
    gyre.await(gyre.client(1).put("k", "v"));
    assertEquals("v", gyre.await(gyre.client().get("k")).text().orElseThrow());
  }

  @SimTest(seeds = 2)
  void whoIsNotThereCannotBeHarmed(SimulatedGyre gyre) {
    assertThrows(IllegalArgumentException.class, () -> gyre.crash("n4"));
    assertThrows(IllegalArgumentException.class, () -> gyre.inflict(pause(named("n4"))));
  }
}
