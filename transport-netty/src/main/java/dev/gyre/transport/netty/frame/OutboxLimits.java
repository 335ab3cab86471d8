package dev.gyre.transport.netty.frame;

/**
 * What one connection may queue.
 *
 * @param queuedBytes most bytes that the socket has not taken; at least one message
 */
public record OutboxLimits(FrameLimits frames, long queuedBytes) {
  public OutboxLimits {
    if (queuedBytes < frames.messageBytes()) {
      throw new IllegalArgumentException(
          "a queue of " + queuedBytes + " bytes cannot take a message of " + frames.messageBytes());
    }
  }
}
