package dev.gyre.core.machine;

import dev.gyre.core.value.NodeId;

/**
 * Who is believed to be up, by this node and as of its last event. A guess that routes (whom to ask
 * first, whether to keep a hint); no safety may rest on it.
 */
@FunctionalInterface
public interface Liveness {

  /** This node itself is always up; a node that is no member never is. */
  boolean isUp(NodeId node);
}
