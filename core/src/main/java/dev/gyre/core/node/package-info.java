/**
 * The node: routes events to the machines of requests and keeps the one table of them. The one
 * mutable object in core. Start at {@link dev.gyre.core.node.Node}.
 *
 * <p>Must not know: who interprets its effects; transports, disks, threads.
 */
@NullMarked
package dev.gyre.core.node;

import org.jspecify.annotations.NullMarked;
