/**
 * A TCP proxy of one thread: routes from a listening port to a target, each with two directions
 * that can be held, slowed, corrupted and broken while connections are open.
 *
 * <p>Bytes come out in the order in which they went in, or not at all with their connection: TCP
 * promises that, so a proxy that lost or swapped single messages would test what cannot happen.
 *
 * <p>Reading order: {@link dev.gyre.scenarios.tcp.proxy.Route}, {@link
 * dev.gyre.scenarios.tcp.proxy.Condition}, {@link dev.gyre.scenarios.tcp.proxy.Pipe}.
 *
 * <p>Must not know: what the bytes mean, who talks to whom.
 */
@NullMarked
package dev.gyre.scenarios.tcp.proxy;

import org.jspecify.annotations.NullMarked;
