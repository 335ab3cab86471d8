package dev.gyre.storage;

import dev.gyre.core.host.Disk.Lock;
import dev.gyre.storage.life.LifeFile;
import dev.gyre.storage.log.LogHistory;
import dev.gyre.storage.tree.CellTree;
import java.io.IOException;

/** The files of a store that was opened, and what recovery made of them. */
record OpenStore(Lock lock, CellTree tree, LifeFile lives, LogHistory.Log log, Recovered state) {

  /**
   * What recovery found, beside files.
   *
   * @param cells from the log that are not in the tree
   * @param lastSequence the last of the log: all of it is durable
   * @param partitions Q, by which the tree is ordered
   */
  record Recovered(Memtable cells, long lastSequence, int partitions) {}

  Memtable recovered() {
    return state.cells();
  }

  long lastSequence() {
    return state.lastSequence();
  }

  int partitions() {
    return state.partitions();
  }

  /** Writes the mark of a clean shutdown last: everything else is durable. */
  void closeCleanly(long lastRequestSequence, long durable) throws IOException {
    lives.write(lives.life().endedAt(lastRequestSequence, durable));
    tree.close();
    lives.close();
    lock.release();
  }
}
