package dev.gyre.transport.netty.link;

import dev.gyre.transport.netty.frame.ByteBudget;
import dev.gyre.transport.netty.frame.FrameBuffers;
import dev.gyre.transport.netty.frame.OutboxLimits;
import dev.gyre.transport.netty.loop.NodeLoop;
import dev.gyre.transport.netty.statistics.Counters;

/**
 * What all connections of one loop share.
 *
 * @param reassembly bounds the large messages that are being received, over all connections
 */
public record LinkContext(
    NodeLoop loop,
    FrameBuffers buffers,
    Counters counters,
    OutboxLimits limits,
    ByteBudget reassembly,
    Timing timing) {}
