package dev.gyre.server.maelstrom;

import dev.gyre.core.host.Storage;
import dev.gyre.core.node.Incarnation;
import dev.gyre.storage.DurableStorage;
import dev.gyre.storage.MemoryStorage;
import dev.gyre.storage.OpenResult;
import dev.gyre.storage.StorageOptions;
import dev.gyre.storage.StorageWorkers;
import dev.gyre.storage.Verdict;
import dev.gyre.storage.file.FileDisk;
import dev.gyre.storage.life.NewDirectory;
import dev.gyre.storage.life.Ownership;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Where a node keeps its cells, and which start this is. */
record Store(Storage storage, Incarnation incarnation) {

  /** Lost with the process. */
  static Store inMemory(int partitions, StorageWorkers workers) {
    NewDirectory fresh = fresh();
    MemoryStorage storage =
        new MemoryStorage(
            new MemoryStorage.Medium(), partitions, StorageOptions.DEFAULT, workers, () -> 0);
    return new Store(storage, Incarnation.fresh(fresh.firstLife()));
  }

  /** Throws with a sentence for a person when the directory cannot be used. */
  static Store in(Path directory, Ownership owner, StorageWorkers workers) throws IOException {
    OpenResult result =
        DurableStorage.open(
            StorageOptions.DEFAULT, FileDisk.at(directory), workers, owner, fresh());
    return switch (result) {
      case OpenResult.Opened opened
          when opened.report().verdict() instanceof Verdict.LostData lost ->
          throw new IOException(directory + ": durable data is missing: " + lost.reason());
      case OpenResult.Opened opened ->
          new Store(
              opened.storage(),
              new Incarnation(opened.life(), opened.lastSequence(), opened.directory().name()));
      case OpenResult.Failed failed -> throw new IOException(directory + ": " + failed.message());
    };
  }

  private static NewDirectory fresh() {
    return NewDirectory.at(System.currentTimeMillis(), new SplittableRandom().nextLong());
  }
}
