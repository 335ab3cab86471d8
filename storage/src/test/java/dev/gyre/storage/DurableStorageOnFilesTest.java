package dev.gyre.storage;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import dev.gyre.core.host.Storage;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;
import dev.gyre.storage.OpenResult.Opened;
import dev.gyre.storage.file.FileDisk;
import dev.gyre.storage.life.Ownership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/**
 * On real files. A process that dies leaves its page cache behind, so a crash here is a copy of the
 * directory that a new process opens: the old one still holds its lock.
 */
class DurableStorageOnFilesTest extends HintContract {
  static final Ownership OWNER = new Ownership(new ClusterId(1, 2), NodeId.of(Requests.NODE), 16);

  @TempDir Path root;
  private int directories;

  @Override
  Storage open(StorageWorkers workers) throws IOException {
    FileDisk disk = FileDisk.at(directory());
    OpenResult result = DurableStorage.open(OPTIONS, disk, workers, OWNER);
    if (result instanceof OpenResult.Failed failed) {
      fail(failed.message());
    }
    return assertInstanceOf(Opened.class, result).storage();
  }

  @Override
  void crash() throws IOException {
    Path from = directory();
    directories++;
    Files.createDirectories(directory());
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, directory().resolve(from.relativize(file)));
      }
    }
  }

  private Path directory() {
    return root.resolve("life" + directories);
  }
}
