package dev.gyre.storage.file;

import dev.gyre.core.host.Disk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory of the machine's file system. */
public final class FileDisk implements Disk {
  private final Path directory;

  private FileDisk(Path directory) {
    this.directory = directory;
  }

  /**
   * Takes a directory, creating it when there is none. Throws {@link IOException} with a message
   * for the operator when it is none, or cannot be written to.
   */
  public static FileDisk at(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException exists) {
      throw new IOException(
          "the data directory " + directory + " is a file: name another directory", exists);
    } catch (IOException failed) {
      throw new IOException(
          "cannot create the data directory " + directory + " (" + reason(failed) + ")", failed);
    }
    if (!Files.isWritable(directory)) {
      throw new IOException(
          "the data directory " + directory + " is read-only: make it writable for this user");
    }
    return new FileDisk(directory);
  }

  @Override
  public OpenFile open(String name) throws IOException {
    Path path = path(name);
    try {
      return new ChannelFile(
          path,
          FileChannel.open(
              path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE));
    } catch (IOException failed) {
      throw explained("open", path, failed);
    }
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    try {
      Files.move(
          path(from),
          path(to),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw explained("rename", path(from), failed);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    try {
      Files.delete(path(name));
    } catch (IOException failed) {
      throw explained("delete", path(name), failed);
    }
  }

  @Override
  public void forceDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException failed) {
      throw explained("force", directory, failed);
    }
  }

  /** Guards against other processes and, by the JVM's own table of locks, within this one. */
  @Override
  public @Nullable Lock tryLock(String name) throws IOException {
    FileChannel channel =
        FileChannel.open(path(name), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException heldHere) {
      lock = null;
    } catch (IOException failed) {
      channel.close();
      throw explained("lock", path(name), failed);
    }
    if (lock == null) {
      channel.close();
      return null;
    }
    return channel::close;
  }

  @Override
  public String toString() {
    return directory.toString();
  }

  /** Says what an operator can do about it. */
  static IOException explained(String action, Path path, IOException failed) {
    String reason = reason(failed);
    String advice = "";
    if (reason.contains("No space left") || reason.contains("not enough space")) {
      advice = ": free some space, or move the data directory to a larger disk";
    } else if (reason.contains("Too many open files")) {
      advice = ": raise the limit of open files (ulimit -n)";
    } else if (reason.contains("Read-only") || reason.contains("denied")) {
      advice = ": make the data directory writable for this user";
    }
    return new IOException("cannot " + action + " " + path + " (" + reason + ")" + advice, failed);
  }

  private static String reason(IOException failed) {
    String message = failed.getMessage();
    return failed.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }

  private Path path(String name) {
    if (name.isEmpty() || name.startsWith(".") || name.indexOf('/') >= 0) {
      throw new IllegalArgumentException("not a file name: \"" + name + "\"");
    }
    return directory.resolve(name);
  }
}
