package dev.gyre.transport.netty.frame;

import dev.gyre.core.wire.FrameCodec;

/** The protocol versions that one side speaks, from {@code lowest} to {@code highest}. */
public record Versions(int lowest, int highest) {
  public static final int NONE = 0;
  public static final Versions OURS = new Versions(FrameCodec.VERSION, FrameCodec.VERSION);

  private static final int MAX = 255;

  public Versions {
    if (lowest < 1 || highest < lowest || highest > MAX) {
      throw new IllegalArgumentException(
          "versions go from 1 to " + MAX + ": " + lowest + " to " + highest);
    }
  }

  /** The highest that both speak, or {@link #NONE}. */
  public int chosenWith(Versions other) {
    int best = Math.min(highest, other.highest);
    return best >= Math.max(lowest, other.lowest) ? best : NONE;
  }

  @Override
  public String toString() {
    return lowest == highest ? "version " + lowest : "versions " + lowest + " to " + highest;
  }
}
