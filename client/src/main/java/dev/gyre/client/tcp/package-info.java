/**
 * The real world as a client meets it: an event loop, sockets, the machine's clock and chance. The
 * only package of the client that knows them, and none of it runs in a simulation.
 *
 * <p>Start at {@link dev.gyre.client.tcp.TcpWorld}.
 *
 * <p>Must not know: what a client decides.
 */
@NullMarked
package dev.gyre.client.tcp;

import org.jspecify.annotations.NullMarked;
