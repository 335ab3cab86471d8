package dev.gyre.storage;

import dev.gyre.core.host.Disk;
import dev.gyre.sim.disk.SimDisk;
import dev.gyre.sim.disk.SimFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The simulated disk behind the port. A new one for each process: a crash releases its lock. */
final class SimDiskPort implements Disk {
  private final SimDisk disk;
  private boolean locked;

  /** How many reads succeed before all others fail. */
  private long goodReads = Long.MAX_VALUE;

  SimDiskPort(SimDisk disk) {
    this.disk = disk;
  }

  /** Lets all but the first reads fail. */
  void failReadsAfter(long good) {
    goodReads = good;
  }

  /** Whether one of those was made. */
  boolean hasFailed() {
    return goodReads < 0;
  }

  @Override
  public OpenFile open(String name) throws IOException {
    SimFile file = disk.open(name);
    return new OpenFile() {
      @Override
      public long size() throws IOException {
        return file.size();
      }

      @Override
      public int read(long position, ByteBuffer target) throws IOException {
        if (--goodReads < 0) {
          throw new IOException("the disk does not read just now");
        }
        return file.read(position, target);
      }

      @Override
      public void write(long position, ByteBuffer source) throws IOException {
        file.write(position, source);
      }

      @Override
      public void truncate(long size) throws IOException {
        file.truncate(size);
      }

      @Override
      public void force() throws IOException {
        file.force();
      }

      @Override
      public void close() {
        file.close();
      }
    };
  }

  @Override
  public List<String> list() {
    return disk.list();
  }

  @Override
  public void rename(String from, String to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    disk.delete(name);
  }

  @Override
  public void forceDirectory() throws IOException {
    disk.forceDirectory();
  }

  @Override
  public @Nullable Lock tryLock(String name) {
    if (locked) {
      return null;
    }
    locked = true;
    return () -> locked = false;
  }

  @Override
  public String toString() {
    return "the simulated disk";
  }
}
