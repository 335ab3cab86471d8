/**
 * A client's links to nodes, over TCP.
 *
 * <p>Reading order: {@link dev.gyre.transport.netty.client.ClientLinks}.
 *
 * <p>Must not know: how a client routes, retries or gives up.
 */
@NullMarked
package dev.gyre.transport.netty.client;

import org.jspecify.annotations.NullMarked;
