package dev.gyre.scenarios.cluster;

import dev.gyre.core.host.Disk;
import dev.gyre.sim.disk.SimDisk;
import dev.gyre.sim.disk.SimFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The simulator's file model behind the store's port. Locks live as long as the process: a crash
 * frees them.
 */
public final class SimulatedDisk implements Disk {
  private final SimDisk disk;
  private final TreeSet<String> locks = new TreeSet<>();

  public SimulatedDisk(SimDisk disk) {
    this.disk = disk;
  }

  @Override
  public OpenFile open(String name) throws IOException {
    return new Open(disk.open(name));
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
    return locks.add(name) ? () -> locks.remove(name) : null;
  }

  private record Open(SimFile file) implements OpenFile {
    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
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
  }
}
