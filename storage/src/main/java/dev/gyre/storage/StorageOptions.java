package dev.gyre.storage;

import dev.gyre.core.cell.CellLimits;

/**
 * Bounds and sizes of a store.
 *
 * @param acceptLostData whether to go on without data that a former start found missing
 */
public record StorageOptions(
    CellLimits cells, Log log, Memory memory, Tree tree, Hints hints, boolean acceptLostData) {
  public static final StorageOptions DEFAULT =
      new StorageOptions(
          CellLimits.DEFAULT, Log.DEFAULT, Memory.DEFAULT, Tree.DEFAULT, Hints.DEFAULT, false);

  /**
   * Of the log.
   *
   * @param segmentBytes size of a preallocated log file
   * @param batchBytes bytes that may wait for the log; past them writes are refused as busy. One
   *     record more may be taken in, whatever its size
   * @param waitingReplies replies that may wait for a force
   * @param checkpointBytes bytes of log after which a checkpoint is begun
   */
  public record Log(int segmentBytes, int batchBytes, int waitingReplies, long checkpointBytes) {
    public static final Log DEFAULT = new Log(16 << 20, 64 << 20, 65_536, 64L << 20);

    public Log {
      if (segmentBytes < 1024 || batchBytes < 1 || waitingReplies < 1 || checkpointBytes < 1) {
        throw new IllegalArgumentException(
            "a segment has at least 1024 bytes, the other bounds of the log are at least 1");
      }
    }
  }

  /**
   * Of cells that are not in the tree yet.
   *
   * @param checkpointBytes estimated bytes of changed cells in memory at which a checkpoint begins
   * @param maxBytes estimated bytes of changed cells, also those under a checkpoint, past which
   *     writes are refused as busy
   */
  public record Memory(long checkpointBytes, long maxBytes) {
    public static final Memory DEFAULT = new Memory(32L << 20, 128L << 20);

    public Memory {
      if (checkpointBytes < 1 || maxBytes < checkpointBytes) {
        throw new IllegalArgumentException("a checkpoint begins before memory is full");
      }
    }
  }

  /**
   * Of the tree and of the steps in which a checkpoint writes it.
   *
   * @param cacheMegabytes page cache of the tree
   * @param stepCells cells that one step of a checkpoint writes
   * @param stepBytes bytes after which a step ends, and which a step of compaction rewrites
   * @param compactBelowPercent share of live bytes under which compaction works
   * @param compactSteps steps of compaction in one checkpoint
   * @param pieceBytes a longer cell lies in pieces of this size, and is read beside the node's
   *     worker
   */
  public record Tree(
      int cacheMegabytes,
      int stepCells,
      int stepBytes,
      int compactBelowPercent,
      int compactSteps,
      int pieceBytes) {
    public static final Tree DEFAULT = new Tree(16, 512, 1 << 20, 60, 64, 64 << 10);

    public Tree {
      if (cacheMegabytes < 1
          || stepCells < 1
          || stepBytes < 1
          || compactSteps < 0
          || pieceBytes < 1) {
        throw new IllegalArgumentException("steps, pieces and cache of the tree are at least 1");
      }
    }
  }

  /**
   * Of what is kept for others.
   *
   * @param bytesPerTarget most bytes of hints for one node; a hint that would go past them is
   *     refused
   */
  public record Hints(long bytesPerTarget) {
    public static final Hints DEFAULT = new Hints(256L << 20);

    public Hints {
      if (bytesPerTarget < 0) {
        throw new IllegalArgumentException("the bound of hints is at least 0: then none is kept");
      }
    }
  }

  public StorageOptions with(CellLimits limits) {
    return new StorageOptions(limits, log, memory, tree, hints, acceptLostData);
  }

  public StorageOptions with(Hints bounds) {
    return new StorageOptions(cells, log, memory, tree, bounds, acceptLostData);
  }

  public StorageOptions acceptingLostData() {
    return new StorageOptions(cells, log, memory, tree, hints, true);
  }
}
