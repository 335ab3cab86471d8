package dev.gyre.core.cell;

/**
 * Bounds of one strong lane.
 *
 * @param bytes largest one: a write that would pass it is refused, and so is a read that would have
 *     to fold in more than fits
 * @param operations most recent operations remembered for retries
 */
public record StrongLimits(int bytes, int operations) {
  public static final StrongLimits DEFAULT = new StrongLimits(12 << 20, 64);

  public StrongLimits {
    if (bytes < 1 || operations < 1) {
      throw new IllegalArgumentException("limits of the strong lane are at least 1");
    }
  }
}
