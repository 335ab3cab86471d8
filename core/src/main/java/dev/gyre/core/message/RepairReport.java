package dev.gyre.core.message;

/**
 * What came of comparing with other owners.
 *
 * @param compared partitions whose trees were compared, once for each owner compared with
 * @param differing those of them that differed
 * @param cells that differed
 * @param merged cells that were sent to an owner that lacked something, this one included
 * @param bytes of lanes that travelled
 * @param unfinished owners that fell silent, refused, or had no tree for some partition
 */
public record RepairReport(
    long compared, long differing, long cells, long merged, long bytes, long unfinished) {
  public static final RepairReport NONE = new RepairReport(0, 0, 0, 0, 0, 0);

  public RepairReport plus(RepairReport other) {
    return new RepairReport(
        compared + other.compared,
        differing + other.differing,
        cells + other.cells,
        merged + other.merged,
        bytes + other.bytes,
        unfinished + other.unfinished);
  }
}
