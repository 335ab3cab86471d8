package dev.gyre.core.cell;

/**
 * Bounds of one cell.
 *
 * @param laneBytes largest eventual lane, siblings included: what would grow one past it is
 *     refused, a put where it is minted and a merge where it comes
 * @param siblings most siblings a put may bring the lane to
 * @param windowEntries most recent writes remembered for retries
 * @param strong those of the strong lane
 */
public record CellLimits(int laneBytes, int siblings, int windowEntries, StrongLimits strong) {
  public static final CellLimits DEFAULT = new CellLimits(24 << 20, 64, 32);

  /** With the usual strong lane. */
  public CellLimits(int laneBytes, int siblings, int windowEntries) {
    this(laneBytes, siblings, windowEntries, StrongLimits.DEFAULT);
  }

  public CellLimits {
    if (laneBytes < 1 || siblings < 1 || windowEntries < 1) {
      throw new IllegalArgumentException("cell limits are at least 1");
    }
  }
}
