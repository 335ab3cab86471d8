package dev.gyre.core.message;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.StrongLane;
import dev.gyre.core.consensus.Accepted;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.RequestId;
import java.util.List;

/**
 * A page of cells in ascending order of keys. More may follow the last one if {@code more}; then
 * there is at least one here.
 */
public sealed interface PartitionReply extends Message.FromReplica {
  int part();

  boolean more();

  /** A key and what is beside it, without content: what a page counts for it at least. */
  int ROW_BYTES = 24;

  /**
   * One cell; its lane has empty values where outlines were asked for.
   *
   * @param chosen as in {@link Reply.Found}
   */
  record Row(Key key, Lane lane, Accepted<StrongLane> chosen) {
    /** Of a key whose strong lane was never used. */
    public Row(Key key, Lane lane) {
      this(key, lane, Cell.UNUSED.chosen());
    }

    public int sizeBytes() {
      int strong = chosen.ballot().isNone() ? 0 : chosen.state().sizeBytes();
      return sizeBytes(key, lane.sizeBytes() + strong);
    }

    public static int sizeBytes(Key key, int laneBytes) {
      return ROW_BYTES + key.length() + laneBytes;
    }
  }

  /**
   * One cell, digested.
   *
   * @param digest equal for equal lanes, as {@code wire.LaneDigest} makes it
   * @param bytes of the lane, as {@link Lane#sizeBytes}
   */
  record Digest(Key key, long digest, int bytes) {}

  record Cells(RequestId id, int part, List<Row> rows, boolean more) implements PartitionReply {
    public int sizeBytes() {
      int size = 0;
      for (Row row : rows) {
        size += row.sizeBytes();
      }
      return size;
    }
  }

  record Digests(RequestId id, int part, List<Digest> rows, boolean more)
      implements PartitionReply {}
}
