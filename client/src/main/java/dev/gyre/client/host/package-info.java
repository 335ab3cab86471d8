/**
 * The shell of a client: feeds its machine and carries out what that decides, on one worker. The
 * same class in production and in the simulator, which gives it other links, clock and generator.
 *
 * <p>Reading order: {@link dev.gyre.client.host.ClientPorts}, {@link
 * dev.gyre.client.host.ClientHost}.
 *
 * <p>Must not know: sockets, threads, the public face of the client.
 */
@NullMarked
package dev.gyre.client.host;

import org.jspecify.annotations.NullMarked;
