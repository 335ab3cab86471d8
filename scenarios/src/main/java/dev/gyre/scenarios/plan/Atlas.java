package dev.gyre.scenarios.plan;

import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.NodeId;
import dev.gyre.scenarios.cluster.Layout;
import dev.gyre.scenarios.dsl.Check;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import io.vavr.collection.Vector;
import java.util.EnumSet;
import java.util.TreeSet;

/**
 * Which faults a cluster can survive, so that oracles may be strict.
 *
 * <p>The rule: <b>a fault may destroy durable data on so many nodes only that every key keeps a
 * quorum of owners whose data was never touched.</b> A quorum write is durable on W = ⌊N/2⌋ + 1 of
 * N owners. With f of them destroyed and no longer voting, a quorum of R = ⌊N/2⌋ + 1 undestroyed
 * owners still meets it, because R + (W − f) &gt; N − f; and there is such a quorum as long as f ≤
 * N − R. Everything else (crashes of all nodes at once, what a disk loses that was not forced, a
 * full disk, failed forces and reads, any network, any clock) takes away nothing that was
 * acknowledged.
 *
 * <p>The rule holds for scenarios that promise durability. One that does not may destroy what it
 * likes.
 */
public final class Atlas {
  private final Ring ring;
  private final int expendable;
  private final Vector<String> names;

  public Atlas(Cluster cluster) {
    this.ring = Ring.of(Layout.topology(cluster));
    this.expendable = cluster.replication() - (cluster.replication() / 2 + 1);
    this.names = Layout.names(cluster);
  }

  /** Whether a fault may take away what was durable. */
  public static boolean destroys(Fault fault) {
    return fault.destroys();
  }

  /** Whether it promises anything that destroyed data would break. */
  public static boolean promisesDurability(Scenario scenario) {
    EnumSet<Promise> durable =
        EnumSet.of(
            Promise.NO_ACKNOWLEDGED_WRITE_LOST,
            Promise.NO_RESURRECTION,
            Promise.READ_YOUR_WRITES,
            Promise.MONOTONIC_READS,
            Promise.LINEARIZABLE,
            Promise.RECOVERS,
            Promise.CONVERGED);
    return scenario
        .checks()
        .exists(
            check ->
                switch (check) {
                  case Check.Always always -> durable.contains(always.promise());
                  case Check.Eventually eventually -> durable.contains(eventually.promise());
                  case Check.Sometimes sometimes -> false;
                });
  }

  /** Whether every key keeps a quorum of owners when the data of these is destroyed. */
  public boolean survives(TreeSet<String> destroyed) {
    if (destroyed.size() <= expendable) {
      return true;
    }
    for (int partition = 0; partition < ring.topology().partitions(); partition++) {
      int hit = 0;
      for (NodeId owner : ring.owners(partition)) {
        hit += destroyed.contains(owner.toString()) ? 1 : 0;
      }
      if (hit > expendable) {
        return false;
      }
    }
    return true;
  }

  /** The nodes whose data may be destroyed as well, beside what was. */
  public Vector<String> expendableBeside(TreeSet<String> destroyed) {
    return names.filter(
        name -> {
          TreeSet<String> more = new TreeSet<>(destroyed);
          more.add(name);
          return survives(more);
        });
  }

  Ring ring() {
    return ring;
  }
}
