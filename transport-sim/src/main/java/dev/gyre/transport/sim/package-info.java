/**
 * The network as data: core's transport and links ports over simulated links with delay, loss,
 * duplication, reordering, corruption, slowness, clogs and partitions. Every message really is
 * encoded and decoded.
 *
 * <p>Reading order: {@link dev.gyre.transport.sim.SimNetwork}, {@link
 * dev.gyre.transport.sim.LinkOptions}, {@link dev.gyre.transport.sim.SimLink}, {@link
 * dev.gyre.transport.sim.SimTransport}, {@link dev.gyre.transport.sim.SimLinks}, {@link
 * dev.gyre.transport.sim.SimConnection}, {@link dev.gyre.transport.sim.Effects}.
 *
 * <p>Must not know: what a message means, or why a fault is wanted now.
 */
@NullMarked
package dev.gyre.transport.sim;

import org.jspecify.annotations.NullMarked;
