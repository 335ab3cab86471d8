package dev.gyre.scenarios.cluster;

import dev.gyre.core.host.HostObserver;
import dev.gyre.core.value.NodeId;
import dev.gyre.scenarios.run.Director;
import dev.gyre.storage.CellObserver;
import dev.gyre.transport.sim.NetworkObserver;
import java.util.function.LongSupplier;

/**
 * Sees all that happens in a simulated cluster: for recordings. It observes and never acts, so a
 * run with one has the trace of a run without.
 */
public interface ClusterObserver extends NetworkObserver {
  ClusterObserver NONE = new ClusterObserver() {};

  /** What becomes of a node as a whole. */
  enum NodeChange {
    STARTED,
    CRASHED,
    STOPPED,
    PAUSED,
    RESUMED
  }

  /**
   * A run begins.
   *
   * @param nowNanos its time
   */
  default void begins(LongSupplier nowNanos) {}

  /** Who directs the run, and has its history also where it does not come to its end. */
  default void directedBy(Director director) {}

  /** Who is told of the events and effects of this life of a node. */
  default HostObserver host(NodeId node, long life) {
    return HostObserver.NONE;
  }

  /** Who is told of the cells of this life of a node. */
  default CellObserver cells(NodeId node, long life) {
    return CellObserver.NONE;
  }

  /**
   * @param detail for a person; may be empty
   */
  default void became(NodeId node, long life, NodeChange change, String detail) {}
}
