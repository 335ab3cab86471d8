package dev.gyre.transport.netty.frame;

import dev.gyre.core.wire.Output;

/**
 * Scratch space that all connections of one loop share, because only one of them runs at a time.
 */
public final class FrameBuffers {
  /** The frame being decoded; nothing may keep a reference to it. */
  final byte[] incoming;

  private final int frameBytes;
  private Output outgoing;

  public FrameBuffers(FrameLimits limits) {
    this.frameBytes = limits.frameBytes();
    this.incoming = new byte[frameBytes];
    this.outgoing = new Output(frameBytes);
  }

  /** An empty output; whoever called last has lost what it wrote. */
  Output outgoing() {
    outgoing.reset();
    return outgoing;
  }

  /** The array of the last output becomes the caller's, unless it would be copied more cheaply. */
  byte[] takeOutgoing() {
    byte[] taken = outgoing.array();
    outgoing = new Output(frameBytes);
    return taken;
  }
}
