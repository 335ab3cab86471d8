/**
 * What a client decides: which node to ask, when to ask again, when to give up and what can then be
 * said. Events in, effects out; the same in production and in a simulation.
 *
 * <p>Reading order: {@link dev.gyre.client.machine.ClientEvent}, {@link
 * dev.gyre.client.machine.ClientEffect}, {@link dev.gyre.client.machine.Call} (one request), {@link
 * dev.gyre.client.machine.Move}, {@link dev.gyre.client.machine.LinkTable} (where it can go),
 * {@link dev.gyre.client.machine.Session} (the table of them).
 *
 * <p>Must not know: sockets, threads, Reactor, the public face of the client.
 */
@NullMarked
package dev.gyre.client.machine;

import org.jspecify.annotations.NullMarked;
