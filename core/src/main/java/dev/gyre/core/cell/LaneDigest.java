package dev.gyre.core.cell;

import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.VersionVector;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.value.XxHash64;

/**
 * 64 bits that stand for a lane: two lanes with one digest are taken for equal. Everything that
 * merging looks at goes in: the context, each sibling's dot and write and whether it is a
 * tombstone, the window. The bytes of a value do not, because a dot determines them; so the digest
 * of 8 MiB costs what the digest of a byte costs.
 *
 * <p>Rows are hashed apart and added, so that a processor works on several at once. It is part of
 * the wire format: its test vectors are pinned and it may never change.
 */
final class LaneDigest {
  /** Of a lane that nothing was ever written to. */
  static final long EMPTY = 0;

  private static final long CONTEXT_SEED = 0x636f_6e74_6578_7431L;
  private static final long SIBLING_SEED = 0x7369_626c_696e_6731L;
  private static final long WINDOW_SEED = 0x7769_6e64_6f77_7331L;
  private static final long LANE_SEED = 0x6c61_6e65_7361_6c6cL;

  private LaneDigest() {}

  static long of(Lane lane) {
    if (lane.isEmpty()) {
      return EMPTY;
    }
    long hash = XxHash64.absorb(LANE_SEED, context(lane.context()));
    hash = XxHash64.absorb(hash, siblings(lane));
    return XxHash64.avalanche(XxHash64.absorb(hash, lane.window().digest()));
  }

  private static long context(VersionVector context) {
    long sum = 0;
    for (int i = 0; i < context.size(); i++) {
      long row = XxHash64.absorb(CONTEXT_SEED, context.originAt(i));
      row = XxHash64.absorb(row, context.birthAt(i));
      sum += XxHash64.avalanche(XxHash64.absorb(row, context.counterAt(i)));
    }
    return sum;
  }

  private static long siblings(Lane lane) {
    long sum = 0;
    for (int i = 0; i < lane.siblings().size(); i++) {
      Sibling sibling = lane.siblings().get(i);
      Dot dot = sibling.dot();
      WriteId id = sibling.writeId();
      long row = XxHash64.absorb(SIBLING_SEED, dot.actor().origin());
      row = XxHash64.absorb(row, dot.actor().birth());
      row = XxHash64.absorb(row, dot.counter());
      row = XxHash64.absorb(row, id.stamp());
      row = XxHash64.absorb(row, id.client());
      row = XxHash64.absorb(row, id.sequence());
      sum += XxHash64.avalanche(XxHash64.absorb(row, sibling.content().isPresent() ? 1 : 0));
    }
    return sum;
  }

  /** Of a window: its rows and the stamp of what fell out. */
  static long window(WriteWindow window) {
    long sum = XxHash64.hash(window.evictedStamp(), WINDOW_SEED);
    for (int row = 0; row < window.rows(); row++) {
      long hash = XxHash64.absorb(WINDOW_SEED, window.stampAt(row));
      hash = XxHash64.absorb(hash, window.clientAt(row));
      hash = XxHash64.absorb(hash, window.sequenceAt(row));
      hash = XxHash64.absorb(hash, window.originAt(row));
      hash = XxHash64.absorb(hash, window.birthAt(row));
      hash = XxHash64.absorb(hash, window.counterAt(row));
      sum += XxHash64.avalanche(XxHash64.absorb(hash, window.isRetried(row) ? 1 : 0));
    }
    return sum;
  }
}
