package dev.gyre.storage;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gyre.core.host.Storage;
import dev.gyre.sim.Seed;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.DiskOptions;
import dev.gyre.sim.disk.SimDisk;
import dev.gyre.storage.OpenResult.Opened;

class DurableStorageOnSimDiskTest extends HintContract {
  private final SimDisk disk = new SimDisk(Seed.of(5), DiskOptions.DEFAULT, nanos -> {});
  private SimDiskPort port = new SimDiskPort(disk);

  @Override
  Storage open(StorageWorkers workers) {
    OpenResult result = DurableStorage.open(OPTIONS, port, workers, CrashChain.OWNER);
    return assertInstanceOf(Opened.class, result).storage();
  }

  @Override
  void crash() {
    disk.crash(CrashMode.UNSYNCED_LOST, Seed.of(6).randomness());
    port = new SimDiskPort(disk);
  }
}
