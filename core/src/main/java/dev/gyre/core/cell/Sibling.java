package dev.gyre.core.cell;

import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.WriteId;

/** One surviving write of a lane: its dot, the write that minted it, and what it wrote. */
public record Sibling(Dot dot, WriteId writeId, Content content) {
  /** A sibling's size in bytes without its content, rounded up, for limits. */
  static final int OVERHEAD_BYTES = 52;

  public Sibling {
    if (!writeId.isStamped()) {
      throw new IllegalArgumentException(
          "a sibling's write carries its receiver's stamp: " + writeId);
    }
  }

  int sizeBytes() {
    return OVERHEAD_BYTES + content.length();
  }
}
