package dev.gyre.core.message;

import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.RequestId;
import java.util.List;

/** What owners ask each other, and themselves, to become equal: hash trees first, then cells. */
public sealed interface RepairRequest extends Request {

  /** Those of one owner to another. */
  sealed interface Remote extends RepairRequest, Message.ToReplica
      permits Roots, Hashes, Fetch, Store {}

  /** Answers {@link RepairReply.Roots}. */
  record Roots(RequestId id, PartitionSet partitions) implements Remote {}

  /**
   * Hashes of a partition's tree: of its branches if {@code branches} is empty, else of the leaves
   * of those. Answers {@link RepairReply.Hashes}, or refuses where the tree is not trusted.
   *
   * @param branches a bit set of 16
   */
  record Hashes(RequestId id, int partition, int branches) implements Remote {
    private static final int ALL = 0xffff;

    public Hashes {
      if (partition < 0 || (branches & ~ALL) != 0) {
        throw new IllegalArgumentException("a tree has 16 branches: " + branches);
      }
    }
  }

  /**
   * The lanes of these keys, empty where there are none. Answers {@link PartitionReply.Cells}.
   *
   * @param part echoed in the answer
   */
  record Fetch(RequestId id, int part, List<Key> keys) implements Remote {
    /** Most keys in one request. */
    public static final int MOST_KEYS = 1_024;

    public Fetch {
      if (keys.isEmpty() || keys.size() > MOST_KEYS) {
        throw new IllegalArgumentException("1 to " + MOST_KEYS + " keys, not " + keys.size());
      }
    }
  }

  /**
   * Merges lanes into cells. Answers {@link Reply.Stored} when all are durable; refuses if one is
   * refused, of which the others know nothing.
   */
  record Store(RequestId id, List<PartitionReply.Row> rows) implements Remote {
    public Store {
      if (rows.isEmpty() || rows.size() > Fetch.MOST_KEYS) {
        throw new IllegalArgumentException(
            "1 to " + Fetch.MOST_KEYS + " cells, not " + rows.size());
      }
    }

    public int sizeBytes() {
      int size = 0;
      for (PartitionReply.Row row : rows) {
        size += row.sizeBytes();
      }
      return size;
    }
  }

  /**
   * One step of growing a partition's hash tree anew from its cells; only ever asked by a node of
   * itself. Answers {@link RepairReply.Grown}.
   *
   * @param cells most that are looked at
   */
  record Grow(RequestId id, int partition, int cells) implements RepairRequest {}
}
