package dev.gyre.core.message;

import dev.gyre.core.merkle.LeafSet;
import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyRange;
import dev.gyre.core.value.RequestId;
import org.jspecify.annotations.Nullable;

/** What a replica is asked of whole partitions. */
public sealed interface PartitionRequest extends Message.ToReplica {

  /** What is said of each cell. */
  enum Detail {
    /** Its lane. Answered by {@link PartitionReply.Cells}. */
    LANES,
    /**
     * Its lane with every value emptied: enough to merge by and to see what is there, and never to
     * be stored. Answered by {@link PartitionReply.Cells}.
     */
    OUTLINES,
    /** A digest of its lane, and its size. Answered by {@link PartitionReply.Digests}. */
    DIGESTS
  }

  /**
   * How much of it.
   *
   * @param maxCells most cells in the answer
   * @param maxBytes most bytes of them, as {@link PartitionReply} counts; one cell is in it however
   *     large
   * @param leaves only keys of these leaves of their partitions' hash trees; null: of all
   */
  record Extent(Detail detail, int maxCells, int maxBytes, @Nullable LeafSet leaves) {
    public static final int MOST_CELLS = 4_096;

    /** With one more cell on top of it, a page still fits the smallest message. */
    public static final int MOST_BYTES = 512 << 10;

    /** Of all leaves. */
    public Extent(Detail detail, int maxCells, int maxBytes) {
      this(detail, maxCells, maxBytes, null);
    }

    public Extent {
      if (maxCells < 1 || maxCells > MOST_CELLS || maxBytes < 1 || maxBytes > MOST_BYTES) {
        throw new IllegalArgumentException(
            "a page has 1 to "
                + MOST_CELLS
                + " cells and 1 to "
                + MOST_BYTES
                + " bytes, not "
                + maxCells
                + " and "
                + maxBytes);
      }
    }
  }

  /**
   * The next cells, in the order of their keys across all the partitions asked for. The answer
   * exposes nothing that is not durable. Each cell is as it was at some moment between the asking
   * and the answer; one that was there all along is never left out.
   *
   * @param part echoed in the answer, to tell the pages of one request apart
   * @param nowMillis as in {@link Request.Read}: what has expired by it is shown as a tombstone,
   *     durable by then
   */
  record Page(
      RequestId id,
      int part,
      PartitionSet partitions,
      KeyRange range,
      Extent extent,
      long nowMillis)
      implements PartitionRequest {
    /** Of what is stored, whether it has expired or not. */
    public Page(RequestId id, int part, PartitionSet partitions, KeyRange range, Extent extent) {
      this(id, part, partitions, range, extent, Request.NO_TIME);
    }

    /** Whether a key of these partitions and this range is asked for. */
    public boolean wants(Key key) {
      LeafSet leaves = extent.leaves();
      return leaves == null || leaves.contains(key, partitions.partitions());
    }
  }
}
