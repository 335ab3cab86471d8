package dev.gyre.core.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One flat directory of files: everything that storage does to a file system. The calls block. Real
 * in production, {@code SimDisk} in the simulator, and the same code runs on both.
 *
 * <p>Nothing is durable before {@link OpenFile#force} returned for a file's bytes and size, and
 * {@link #forceDirectory} for its name. After a failed write or force of a file nothing may be
 * assumed about its content.
 */
public interface Disk {

  /** Opens for reading and writing, creating an empty file when there is none. */
  OpenFile open(String name) throws IOException;

  /** Names in ascending order. */
  List<String> list() throws IOException;

  /** Atomic; replaces {@code to} when it exists. */
  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /** Makes creations, renames and deletions so far durable. */
  void forceDirectory() throws IOException;

  /**
   * Takes the directory for this process until {@link Lock#release}, or returns null when another
   * holder lives.
   */
  @Nullable Lock tryLock(String name) throws IOException;

  /**
   * A file held open; not for use by several threads at once, except that reads may run beside a
   * write.
   */
  interface OpenFile extends AutoCloseable {
    long size() throws IOException;

    /**
     * Fills {@code target} from {@code position}; fewer bytes only at the end of the file. Returns
     * their number.
     */
    int read(long position, ByteBuffer target) throws IOException;

    /** Writes all of {@code source}, growing the file as needed. */
    void write(long position, ByteBuffer source) throws IOException;

    /** Cuts or extends (with zeros) to {@code size}. */
    void truncate(long size) throws IOException;

    /** Returns when all bytes written so far, and the size, are on stable storage. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Holds the directory. */
  interface Lock {
    void release() throws IOException;
  }
}
