package dev.gyre.core.node;

import dev.gyre.core.clock.HybridClock;

/**
 * A node's hybrid logical clock. It never goes back, unless the wall clock was set back by more
 * than {@link #SET_BACK} bounds.
 */
final class NodeTime {
  /** By how many clock bounds a stamp may be ahead of this node's own wall clock. */
  private static final int SET_BACK = 2;

  private final int boundMillis;
  private long stamp = HybridClock.NONE;
  private long setBacks;

  NodeTime(int boundMillis) {
    this.boundMillis = boundMillis;
  }

  long stamp() {
    return stamp;
  }

  long setBacks() {
    return setBacks;
  }

  /**
   * A new event. A stamp far ahead of the node's own clock can only mean that the clock was set
   * back, for a sender's is never adopted beyond the bound. Kept, it would make every peer refuse
   * this node until the clock has caught up, which may take years; so it follows the clock, and
   * writes of before sort after later ones: as siblings, visible, nothing lost (ADR 7). The double
   * bound is slack for a clock corrected by a little while a peer's is ahead by the whole bound.
   */
  void tick(long wallMillis) {
    if (HybridClock.isTooFarAhead(stamp, wallMillis, (long) SET_BACK * boundMillis)) {
      setBacks++;
      stamp = HybridClock.at(wallMillis);
    } else {
      stamp = HybridClock.next(stamp, wallMillis);
    }
  }

  /** Takes a sender's stamp in; false, and unchanged, when that is ahead by more than the bound. */
  boolean observe(long received, long wallMillis) {
    if (HybridClock.isTooFarAhead(received, wallMillis, boundMillis)) {
      return false;
    }
    stamp = HybridClock.observe(stamp, received, wallMillis);
    return true;
  }

  /**
   * Before a write that bears this stamp begins. Whoever names a write later must name it after
   * this one, though a client may have stamped it ahead of our clock (within the bound, which was
   * checked): or the later write would not supersede it.
   */
  void reach(long written) {
    stamp = Math.max(stamp, written);
  }
}
