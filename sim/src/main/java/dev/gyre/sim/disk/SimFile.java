package dev.gyre.sim.disk;

import dev.gyre.sim.disk.SimDiskException.Kind;
import java.nio.ByteBuffer;

/** A file held open. It stays usable when the file is renamed or deleted, but not over a crash. */
public final class SimFile implements AutoCloseable {
  private final SimDisk disk;
  private final FileState state;

  /** The name under which it was opened. */
  private final String name;

  /** The disk's life in which it was opened. */
  private final long life;

  private boolean closed;

  SimFile(SimDisk disk, FileState state, String name) {
    this.disk = disk;
    this.state = state;
    this.name = name;
    this.life = disk.life();
  }

  public String name() {
    return name;
  }

  /** The size that reads see. */
  public long size() throws SimDiskException {
    requireUsable();
    return state.cached().size();
  }

  /**
   * Fills the buffer from this position; fewer bytes only at the end of the file.
   *
   * @return how many bytes were read, 0 at the end
   */
  public int read(long position, ByteBuffer target) throws SimDiskException {
    requireUsable();
    requirePosition(position);
    return disk.read(this, position, target);
  }

  /** Writes all that remains in the buffer, growing the file as needed. Unsynced. */
  public void write(long position, ByteBuffer source) throws SimDiskException {
    requireUsable();
    requirePosition(position);
    disk.write(this, position, source);
  }

  /** Cuts the file, or extends it with zeros. Unsynced. */
  public void truncate(long size) throws SimDiskException {
    requireUsable();
    requirePosition(size);
    disk.truncate(this, size);
  }

  /** Makes all bytes and the size durable; the name is not ({@link SimDisk#forceDirectory}). */
  public void force() throws SimDiskException {
    requireUsable();
    disk.force(this);
  }

  /** Closing makes nothing durable. */
  @Override
  public void close() {
    closed = true;
  }

  FileState state() {
    return state;
  }

  private void requireUsable() throws SimDiskException {
    if (closed || life != disk.life()) {
      throw new SimDiskException(
          Kind.CLOSED, name + (closed ? " is closed" : " was opened before the crash"));
    }
  }

  private static void requirePosition(long position) {
    if (position < 0) {
      throw new IllegalArgumentException("a position is 0 or more, but was " + position);
    }
  }
}
