package dev.gyre.benchmarks.member;

import dev.gyre.core.host.HostObserver;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.core.wire.Output;
import dev.gyre.scenarios.cluster.ClusterObserver;

/** Counts the gossip that nodes send, in messages and in bytes of frames. */
final class Traffic implements ClusterObserver {
  private static final int FRAME_BYTES = 1 << 20;

  private final FrameCodec codec = new FrameCodec(new ClusterId(1, 2), FRAME_BYTES);
  private final Output scratch = new Output(FRAME_BYTES);
  private long messages;
  private long bytes;
  private int largest;

  /**
   * What was sent so far.
   *
   * @param largest frame in bytes
   */
  record Sent(long messages, long bytes, int largest) {}

  Sent sent() {
    return new Sent(messages, bytes, largest);
  }

  @Override
  public HostObserver host(NodeId node, long life) {
    return new HostObserver() {
      @Override
      public void effect(Effect effect) {
        if (effect instanceof Effect.Send send && send.message() instanceof Gossip gossip) {
          count(gossip);
        }
      }
    };
  }

  private void count(Gossip gossip) {
    scratch.reset(FRAME_BYTES);
    codec.encode(scratch, new Envelope(1, 0, gossip));
    messages++;
    bytes += scratch.length();
    largest = Math.max(largest, scratch.length());
  }
}
