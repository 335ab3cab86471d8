/**
 * Bytes to frames and back on one connection: messages, chunks of large messages, and what two
 * transports tell each other.
 *
 * <p>Reading order: {@link dev.gyre.transport.netty.frame.Control}, {@link
 * dev.gyre.transport.netty.frame.ControlCodec}, {@link dev.gyre.transport.netty.frame.FrameReader},
 * {@link dev.gyre.transport.netty.frame.Outbox}, {@link dev.gyre.transport.netty.frame.Reassembly}.
 *
 * <p>Must not know: who is at the other end, or what a message means.
 */
@NullMarked
package dev.gyre.transport.netty.frame;

import org.jspecify.annotations.NullMarked;
