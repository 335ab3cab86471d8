/**
 * One connection: its life from the first byte to the last, for either side and either role.
 *
 * <p>Reading order: {@link dev.gyre.transport.netty.link.Connection}, {@link
 * dev.gyre.transport.netty.link.ConnectionOwner}, {@link dev.gyre.transport.netty.link.Dialler},
 * {@link dev.gyre.transport.netty.link.Addresses}, {@link dev.gyre.transport.netty.link.Backoff}.
 *
 * <p>Must not know: the topology, or what is done with a message.
 */
@NullMarked
package dev.gyre.transport.netty.link;

import org.jspecify.annotations.NullMarked;
