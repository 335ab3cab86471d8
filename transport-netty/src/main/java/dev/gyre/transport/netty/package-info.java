/**
 * Core's transport port over TCP: one port for peers and clients, one multiplexed connection per
 * peer and direction of dialling.
 *
 * <p>Reading order: {@link dev.gyre.transport.netty.NettySetup}, {@link
 * dev.gyre.transport.netty.NettyTransport}, {@link dev.gyre.transport.netty.PeerLink}, {@link
 * dev.gyre.transport.netty.Listener}, {@link dev.gyre.transport.netty.Admission}, {@link
 * dev.gyre.transport.netty.ClientSession}, {@link dev.gyre.transport.netty.Departure}; below them
 * {@code link}, {@code frame} and {@code loop}; {@code client} is the other end.
 *
 * <p>It must not know what a message means, but that a client's command has an answer.
 */
@NullMarked
package dev.gyre.transport.netty;

import org.jspecify.annotations.NullMarked;
