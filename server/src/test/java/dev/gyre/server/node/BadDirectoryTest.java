package dev.gyre.server.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.host.Disk;
import dev.gyre.server.config.Configuration;
import dev.gyre.server.config.ServerSettings;
import dev.gyre.server.config.SettingsReader;
import dev.gyre.server.http.Wire;
import dev.gyre.storage.file.FileDisk;
import dev.gyre.storage.life.IdentityFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data directories that a node cannot use, or cannot go on with: a clear error, nothing lost. */
class BadDirectoryTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path directory;

  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

  private ServerSettings settings(Path data) throws Exception {
    Map<String, String> flags = new LinkedHashMap<>();
    flags.put("cluster.id", "00112233445566778899aabbccddeeff");
    flags.put("cluster.peers", "1@a=127.0.0.1:7401");
    flags.put("node.id", "1");
    flags.put("node.listen", "127.0.0.1:0");
    flags.put("http.listen", "127.0.0.1:0");
    flags.put("data.directory", data.toString());
    flags.put("timeouts.request", "20s");
    return SettingsReader.read(Configuration.resolve(flags, Map.of(), null));
  }

  private ServerNode start(Disks disks) throws Exception {
    return ServerNode.start(settings(directory.resolve("data")), false, failures::add, disks);
  }

  private String refusal(Path data) {
    StartException refused =
        assertThrows(
            StartException.class,
            () -> ServerNode.start(settings(data), false, failures::add).stop());
    assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
    return refused.getMessage();
  }

  private static int put(ServerNode node, String key) throws IOException {
    byte[] value = key.getBytes(StandardCharsets.UTF_8);
    return Wire.once(
            Objects.requireNonNull(node.httpAddress()), "PUT /v1/keys/" + key + " HTTP/1.1", value)
        .status();
  }

  private static String get(ServerNode node, String key) throws IOException {
    return Wire.once(
            Objects.requireNonNull(node.httpAddress()), "GET /v1/keys/" + key + " HTTP/1.1")
        .text();
  }

  /** A place that is read-only for everybody, the superuser too. */
  @Test
  void aReadOnlyDirectoryIsRefused() {
    String refused = refusal(Path.of("/sys/kernel"));
    assertTrue(refused.contains("/sys/kernel"), refused);
  }

  @Test
  void aNewerFormatIsRefusedAndNothingIsTouched() throws Exception {
    ServerNode node = start(FileDisk::at);
    assertEquals(204, put(node, "k"));
    node.stop();
    Path data = directory.resolve("data");
    Path identity = data.resolve(IdentityFile.NAME);
    byte[] written = Files.readAllBytes(identity);
    byte[] newer = written.clone();
    ByteBuffer.wrap(newer)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(Long.BYTES, IdentityFile.FORMAT_VERSION + 1);
    Files.write(identity, newer);
    List<String> before = listing(data);
    String refused = refusal(data);
    assertTrue(refused.contains("format version 2"), refused);
    assertTrue(refused.contains("start the newer software"), refused);
    assertEquals(before, listing(data));
    Files.write(identity, written);
    ServerNode again = start(FileDisk::at);
    assertEquals("k", get(again, "k"));
    again.stop();
  }

  private static List<String> listing(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files.map(file -> file.getFileName() + " " + file.toFile().length()).sorted().toList();
    }
  }

  /** The disk is full in the middle of a commit: the node stops, what it acknowledged is there. */
  @Test
  void aDiskThatFillsUpEndsTheNodeAndLosesNothing() throws Exception {
    FillingDisk disk = new FillingDisk(FileDisk.at(directory.resolve("data")));
    ServerNode node = start(path -> disk);
    assertEquals(204, put(node, "before"));
    disk.full = true;
    int during = put(node, "during");
    assertTrue(during == 503 || during == 504, "answered " + during);
    Throwable failure = failures.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertTrue(String.valueOf(failure).contains("No space left on device"), failure + "");
    assertEquals(503, put(node, "after"));
    node.abandon();
    disk.full = false;
    ServerNode again = start(path -> disk);
    assertEquals("before", get(again, "before"));
    String found = get(again, "during");
    assertTrue(during == 504 || !found.equals("during"), "was certainly not applied");
    assertEquals(204, put(again, "again"));
    again.stop();
  }

  /** Takes nothing more while it is full. Its lock dies with its process, so it holds none. */
  private static final class FillingDisk implements Disk {
    private final Disk disk;
    private volatile boolean full;

    private FillingDisk(Disk disk) {
      this.disk = disk;
    }

    @Override
    public OpenFile open(String name) throws IOException {
      return new Filling(disk.open(name));
    }

    @Override
    public List<String> list() throws IOException {
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
    public Lock tryLock(String name) {
      return () -> {};
    }

    private final class Filling implements OpenFile {
      private final OpenFile file;

      private Filling(OpenFile file) {
        this.file = file;
      }

      private void checkRoom() throws IOException {
        if (full) {
          throw new IOException("No space left on device");
        }
      }

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
        checkRoom();
        file.write(position, source);
      }

      @Override
      public void truncate(long size) throws IOException {
        checkRoom();
        file.truncate(size);
      }

      @Override
      public void force() throws IOException {
        checkRoom();
        file.force();
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    }
  }
}
