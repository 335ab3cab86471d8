package dev.gyre.core.cell;

import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.WriteId;

/** One surviving write of a lane: its dot, the write that minted it, and what it wrote. */
public record Sibling(Dot dot, WriteId writeId, Content content) {
  /** A sibling's size in bytes without its content, rounded up, for limits. */
  static final int OVERHEAD_BYTES = 52;

  private static final int END_BYTES = 8;

  public Sibling {
    if (!writeId.isStamped()) {
      throw new IllegalArgumentException(
          "a sibling's write carries its receiver's stamp: " + writeId);
    }
    if (content instanceof Content.Present present
        && present.lifetime() instanceof Lifetime.For unsettled) {
      throw new IllegalArgumentException("a sibling's end is settled: " + unsettled);
    }
  }

  /** The same after its end: the same dot with a tombstone. */
  Sibling at(long nowMillis) {
    Content left = content.at(nowMillis);
    return left.isPresent() == content.isPresent() ? this : new Sibling(dot, writeId, left);
  }

  int sizeBytes() {
    return OVERHEAD_BYTES + content.length() + (content.isMortal() ? END_BYTES : 0);
  }
}
