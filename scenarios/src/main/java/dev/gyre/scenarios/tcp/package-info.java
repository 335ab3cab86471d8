/**
 * The other world: scenarios on real {@code gyre server} processes on loopback, with real clients,
 * a proxy of our own between all of them, and signals for what happens to processes. Nothing here
 * can be replayed: time, threads and sockets are the machine's.
 *
 * <p>Reading order: {@link dev.gyre.scenarios.tcp.TcpBackend}, {@link
 * dev.gyre.scenarios.tcp.TcpRun}, {@link dev.gyre.scenarios.tcp.ProcessCluster}, {@link
 * dev.gyre.scenarios.tcp.proxy.Proxy}.
 *
 * <p>Must not know: the server's classes, only the name of its command; how a run is directed and
 * judged.
 */
@NullMarked
package dev.gyre.scenarios.tcp;

import org.jspecify.annotations.NullMarked;
