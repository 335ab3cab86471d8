package dev.gyre.storage;

import dev.gyre.core.host.Disk;
import dev.gyre.sim.Seed;
import dev.gyre.sim.disk.DiskOptions;
import dev.gyre.sim.disk.SimDisk;

class SimDiskPortTest extends DiskContract {
  @Override
  protected Disk create() {
    return new SimDiskPort(new SimDisk(Seed.of(1), DiskOptions.DEFAULT, nanos -> {}));
  }
}
