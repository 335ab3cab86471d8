/**
 * The one thread of a node or client: a Netty event loop that is also its Reactor scheduler.
 *
 * <p>Reading order: {@link dev.gyre.transport.netty.loop.NodeLoop}.
 *
 * <p>Must not know: frames, peers, messages.
 */
@NullMarked
package dev.gyre.transport.netty.loop;

import org.jspecify.annotations.NullMarked;
