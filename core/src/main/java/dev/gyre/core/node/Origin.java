package dev.gyre.core.node;

import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;

/** The node that forwarded a command, and its own id for it. */
record Origin(NodeId node, RequestId id) {}
