package dev.gyre.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gyre.core.host.Storage;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.value.KeyRange;
import dev.gyre.sim.Seed;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.DiskOptions;
import dev.gyre.sim.disk.SimDisk;
import dev.gyre.storage.OpenResult.Opened;
import org.junit.jupiter.api.Test;

/** With checkpoints every few cells, and cells of a few hundred bytes in pieces. */
class DurableStoragePagesTest extends PagesContract {
  private final SimDisk disk = new SimDisk(Seed.of(8), DiskOptions.DEFAULT, nanos -> {});
  private SimDiskPort port = new SimDiskPort(disk);

  @Override
  Storage open(StorageWorkers workers) {
    OpenResult result =
        DurableStorage.open(StorageContract.OPTIONS, port, workers, CrashChain.OWNER);
    return assertInstanceOf(Opened.class, result).storage();
  }

  @Override
  void crash() {
    disk.crash(CrashMode.UNSYNCED_LOST, Seed.of(9).randomness());
    port = new SimDiskPort(disk);
  }

  @Test
  void aPageOfAnotherClustersPartitionsIsRefused() {
    PartitionSet other = PartitionSet.all(PARTITIONS * 2);
    Recorder page = ask(other, KeyRange.ALL, WIDE);
    tasks.runAll();
    assertEquals(Refusal.INVALID, page.refused().refusal());
  }
}
