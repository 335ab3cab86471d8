package dev.gyre.storage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.host.Disk;
import dev.gyre.core.host.Disk.Lock;
import dev.gyre.storage.DiskContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiskTest extends DiskContract {
  @TempDir Path root;

  @Override
  protected Disk create() throws IOException {
    return FileDisk.at(root.resolve("new/data"));
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "x");
    IOException failure = assertThrows(IOException.class, () -> FileDisk.at(file));
    assertEquals(
        "the data directory " + file + " is a file: name another directory", failure.getMessage());
  }

  @Test
  void twoDisksOnOneDirectoryShareItsLock() throws IOException {
    Disk first = FileDisk.at(root);
    Disk second = FileDisk.at(root);
    Lock lock = first.tryLock("lock");
    assertNull(second.tryLock("lock"));
    if (lock != null) {
      lock.release();
    }
    Lock next = second.tryLock("lock");
    assertNull(first.tryLock("lock"));
    if (next != null) {
      next.release();
    }
  }

  @Test
  void aNameStaysInsideTheDirectory() throws IOException {
    Disk disk = FileDisk.at(root);
    assertThrows(IllegalArgumentException.class, () -> disk.open("../outside"));
    assertThrows(IllegalArgumentException.class, () -> disk.open(""));
  }

  @Test
  void whatTheOperatorCanDoIsSaid() {
    Path path = root.resolve("log");
    assertTrue(
        message("write", path, "No space left on device")
            .endsWith("free some space, or move the data directory to a larger disk"));
    assertTrue(
        message("open", path, "Permission denied")
            .endsWith("make the data directory writable for this user"));
    assertTrue(
        message("open", path, "Too many open files")
            .endsWith("raise the limit of open files (ulimit -n)"));
    assertEquals(
        "cannot force " + path + " (IOException: Input/output error)",
        message("force", path, "Input/output error"));
  }

  private static String message(String action, Path path, String reason) {
    return String.valueOf(FileDisk.explained(action, path, new IOException(reason)).getMessage());
  }
}
