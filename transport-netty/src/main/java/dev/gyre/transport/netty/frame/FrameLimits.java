package dev.gyre.transport.netty.frame;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.wire.FrameCodec;

/**
 * Sizes on one connection. Both ends must agree on {@code frameBytes} and {@code messageBytes}.
 *
 * @param frameBytes longest frame on the wire; a longer message travels in chunks of this size, so
 *     this is how long a small message waits for a large one
 * @param messageBytes longest message, which holds a cell's whole lane
 * @param windowBytes how much of all large messages together may be under way before the receiver
 *     asks for more: what bounds the bytes in front of a small message anywhere on the path, and
 *     large messages to this much per round trip
 * @param streams most large messages at once, each way
 */
public record FrameLimits(int frameBytes, int messageBytes, int windowBytes, int streams) {
  public static final FrameLimits DEFAULT =
      new FrameLimits(64 << 10, FrameCodec.bytesFor(CellLimits.DEFAULT), 256 << 10, 64);

  /** From here on a message is encoded and decoded beside the loop. */
  static final int HEAVY_BYTES = 256 << 10;

  private static final int LEAST_FRAME_BYTES = 4096;

  public FrameLimits {
    if (frameBytes < LEAST_FRAME_BYTES || messageBytes < frameBytes || windowBytes < frameBytes) {
      throw new IllegalArgumentException(
          "frames have at least "
              + LEAST_FRAME_BYTES
              + " bytes, messages and windows at least a frame's: "
              + frameBytes
              + ", "
              + messageBytes
              + ", "
              + windowBytes);
    }
    if (streams < 1) {
      throw new IllegalArgumentException("at least one large message at once, not " + streams);
    }
  }

  /** Bytes of a large message in one full frame. */
  int chunkBytes() {
    return frameBytes - ControlCodec.CHUNK_HEADER;
  }
}
