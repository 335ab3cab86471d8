package dev.gyre.transport.netty;

import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.FrameCodec;

/** Who a node is, as it says when it dials and when it is dialled. */
public record NodeIdentity(ClusterId cluster, NodeId node, int life) {
  public NodeIdentity {
    if (life < 0) {
      throw new IllegalArgumentException("a life counts from 0, not " + life);
    }
  }

  long clusterTag() {
    return FrameCodec.tag(cluster);
  }
}
