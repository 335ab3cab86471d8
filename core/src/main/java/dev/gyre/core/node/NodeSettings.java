package dev.gyre.core.node;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.coordinate.Timings;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;

/**
 * What a node is started with; {@link Incarnation} says which start it is.
 *
 * @param ring a value that many nodes may share: with a hundred members it takes milliseconds to
 *     compute
 */
public record NodeSettings(
    ClusterId cluster,
    NodeId self,
    Ring ring,
    CellLimits cellLimits,
    NodeLimits limits,
    Timings timings) {

  public NodeSettings {
    if (ring.topology().members().stream().noneMatch(member -> member.id().equals(self))) {
      throw new IllegalArgumentException(self + " is no member of the topology it was given");
    }
  }

  public static NodeSettings of(ClusterId cluster, NodeId self, Topology topology) {
    return new NodeSettings(
        cluster, self, Ring.of(topology), CellLimits.DEFAULT, NodeLimits.DEFAULT, Timings.DEFAULT);
  }

  public Topology topology() {
    return ring.topology();
  }
}
