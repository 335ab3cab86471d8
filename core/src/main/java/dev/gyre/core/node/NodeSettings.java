package dev.gyre.core.node;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.coordinate.Timings;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;

/** What a node is started with; {@link Incarnation} says which start it is. */
public record NodeSettings(
    ClusterId cluster,
    NodeId self,
    Topology topology,
    CellLimits cellLimits,
    NodeLimits limits,
    Timings timings) {

  public NodeSettings {
    if (topology.members().stream().noneMatch(member -> member.id().equals(self))) {
      throw new IllegalArgumentException(self + " is no member of the topology it was given");
    }
  }

  public static NodeSettings of(ClusterId cluster, NodeId self, Topology topology) {
    return new NodeSettings(
        cluster, self, topology, CellLimits.DEFAULT, NodeLimits.DEFAULT, Timings.DEFAULT);
  }
}
