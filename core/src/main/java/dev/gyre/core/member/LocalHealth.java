package dev.gyre.core.member;

/**
 * How much a node doubts itself (Lifeguard IV.A): 0 when it is well; raised by probes that fail
 * while helpers do not answer either, by being suspected, and by waking late. A node that is slow
 * or cut off then waits longer before it accuses others of what is its own trouble.
 */
final class LocalHealth {
  private final int most;
  private int doubt;

  /** {@code patience}: the highest {@link #factor}. */
  LocalHealth(int patience) {
    this.most = patience - 1;
  }

  void better() {
    doubt = Math.max(0, doubt - 1);
  }

  void worse(int by) {
    doubt = Math.min(most, doubt + by);
  }

  /** What periods and timeouts are multiplied with: 1 when all is well. */
  int factor() {
    return doubt + 1;
  }
}
