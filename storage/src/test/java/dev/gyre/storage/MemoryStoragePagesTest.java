package dev.gyre.storage;

import dev.gyre.core.host.Storage;
import org.jspecify.annotations.Nullable;

class MemoryStoragePagesTest extends PagesContract {
  private final MemoryStorage.Medium medium = new MemoryStorage.Medium();
  private @Nullable MemoryStorage open;

  @Override
  Storage open(StorageWorkers workers) {
    MemoryStorage storage =
        new MemoryStorage(
            medium, CrashChain.OWNER.partitions(), StorageContract.OPTIONS, workers, () -> 0);
    open = storage;
    return storage;
  }

  @Override
  void crash() {
    if (open != null) {
      open.crash();
    }
  }
}
