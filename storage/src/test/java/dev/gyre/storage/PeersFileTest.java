package dev.gyre.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.host.Disk.OpenFile;
import dev.gyre.sim.Seed;
import dev.gyre.sim.disk.DiskOptions;
import dev.gyre.sim.disk.SimDisk;
import dev.gyre.storage.life.NewDirectory;
import dev.gyre.storage.life.PeersFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a node remembers of its peers, and how a new directory begins. */
class PeersFileTest {
  private static final TreeMap<Integer, PeersFile.Peer> PEERS =
      new TreeMap<>(Map.of(2, new PeersFile.Peer(7, -5), 65_535, new PeersFile.Peer(1, 9)));

  private final SimDiskPort disk =
      new SimDiskPort(new SimDisk(Seed.of(1), DiskOptions.DEFAULT, nanos -> {}));

  @Test
  void nobodyIsKnownBeforeTheFirst() throws IOException {
    assertEquals(new PeersFile.Content(new TreeMap<>(), false), PeersFile.read(disk));
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    PeersFile.write(disk, PEERS);
    assertEquals(new PeersFile.Content(PEERS, false), PeersFile.read(disk));
    PeersFile.write(disk, new TreeMap<>());
    assertEquals(new PeersFile.Content(new TreeMap<>(), false), PeersFile.read(disk));
  }

  @Test
  void aDamagedFileIsNoticed() throws IOException {
    PeersFile.write(disk, PEERS);
    try (OpenFile file = disk.open(PeersFile.NAME)) {
      for (long at = 0; at < file.size(); at++) {
        ByteBuffer one = ByteBuffer.allocate(1);
        file.read(at, one);
        file.write(at, ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 4)}));
        assertTrue(PeersFile.read(disk).damaged(), "byte " + at);
        file.write(at, one.flip());
      }
      file.truncate(file.size() - 1);
    }
    assertTrue(PeersFile.read(disk).damaged());
  }

  @Test
  void aNewDirectoryBeginsWithTheSecondOfItsMaking() {
    assertEquals(new NewDirectory(4, 100), NewDirectory.at(1_735_689_700_500L, 4));
    assertEquals(new NewDirectory(1, 1), NewDirectory.at(0, 0));
  }
}
