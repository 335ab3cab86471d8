package dev.gyre.storage;

/** Counts of a store, on the node's worker. */
final class Counters {
  long forces;
  long corruptCells;
  long busy;
  private long records;
  private long logBytes;
  private long checkpoints;
  private long treeBytes;

  void sealed(Batch batch) {
    records += batch.count();
    logBytes += batch.bytes();
  }

  void checkpointed(long bytes) {
    checkpoints++;
    treeBytes = bytes;
  }

  StorageStatistics snapshot(long memoryBytes, long readsWaiting) {
    return new StorageStatistics(
        forces,
        records,
        logBytes,
        checkpoints,
        corruptCells,
        busy,
        readsWaiting,
        memoryBytes,
        treeBytes);
  }
}
