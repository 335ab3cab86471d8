package dev.gyre.scenarios.junit;

import dev.gyre.scenarios.dsl.Cluster.Storage;
import dev.gyre.sim.junit.UseFixture;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives the {@code @SimTest} methods that it stands on, or whose class it stands on, a cluster of
 * their own for every seed: a {@link SimulatedGyre}. Nodes, storage and client are those of
 * production; network, disks, clocks and time are simulated, so that a test which breaks them runs
 * in milliseconds, and the seed that fails once fails for ever.
 *
 * <pre>{@code
 * @GyreCluster(nodes = 5)
 * class CheckoutTest {
 *   @SimTest(seeds = 100)
 *   void survivesACrash(SimulatedGyre gyre) {
 *     GyreClient client = gyre.client();
 *     gyre.await(client.put("order/7", "paid"));
 *     gyre.crash("n1");
 *     assertEquals("paid", gyre.await(client.get("order/7")).text().orElseThrow());
 *   }
 * }
 * }</pre>
 *
 * <p>An application can be tested so if it does no more than this: it takes its client from
 * outside, keeps to Reactor, and gives operators that know time a scheduler, here {@link
 * SimulatedGyre#scheduler}. Threads, {@code block()} and Reactor's own schedulers fail the test.
 *
 * @see dev.gyre.sim.junit.SimTest how seeds are configured and replayed
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@UseFixture(GyreFixture.class)
public @interface GyreCluster {
  /** 1 to 100, named n1, n2, … */
  int nodes() default 3;

  /** Owners of every key; as many as there are nodes where those are fewer. */
  int replication() default 3;

  /** Nodes are spread over them in turn; 0 is one for each node. */
  int racks() default 0;

  /** What keeps the cells: the real log and tree on simulated disks, or memory, which is faster. */
  Storage storage() default Storage.EITHER;
}
