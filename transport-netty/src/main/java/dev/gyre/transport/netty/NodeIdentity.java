package dev.gyre.transport.netty;

import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.core.wire.TopologyCodec;
import dev.gyre.transport.netty.frame.Control;

/** Who a node is, as it says when it dials and when it is dialled. */
public record NodeIdentity(ClusterId cluster, NodeId node, int life, Directory directory) {
  public NodeIdentity {
    if (life < 0) {
      throw new IllegalArgumentException("a life counts from 0, not " + life);
    }
  }

  /** On a directory that nobody remembers. */
  public NodeIdentity(ClusterId cluster, NodeId node, int life) {
    this(cluster, node, life, Directory.UNNAMED);
  }

  /** What it says of itself when it knows this topology. */
  Control.Standing standing(Topology topology) {
    return new Control.Standing(
        TopologyCodec.hash(topology), directory.name(), directory.replaces());
  }

  long clusterTag() {
    return FrameCodec.tag(cluster);
  }
}
