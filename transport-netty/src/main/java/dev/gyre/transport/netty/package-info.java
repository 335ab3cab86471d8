/**
 * Core's transport port over TCP: framing, peers, client links.
 *
 * <p>It must not know what a message means.
 */
@NullMarked
package dev.gyre.transport.netty;

import org.jspecify.annotations.NullMarked;
