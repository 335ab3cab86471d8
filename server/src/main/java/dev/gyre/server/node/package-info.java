/**
 * One production node, put together: storage, transport, the node's host and its HTTP side, all on
 * one event loop, beside it a thread that writes the log and one that writes checkpoints.
 *
 * <p>Reading order: {@link dev.gyre.server.node.ServerNode}, {@link dev.gyre.server.node.Sizing},
 * {@link dev.gyre.server.node.Serving}, {@link dev.gyre.server.node.Termination}.
 *
 * <p>Must not know: the command line, where settings came from.
 */
@NullMarked
package dev.gyre.server.node;

import org.jspecify.annotations.NullMarked;
