package dev.gyre.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Sibling;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.Value;
import dev.gyre.sim.Seed;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.DiskFault;
import dev.gyre.sim.disk.DiskFaults;
import dev.gyre.sim.disk.DiskImage;
import dev.gyre.sim.disk.DiskOptions;
import dev.gyre.sim.disk.SimDisk;
import dev.gyre.sim.disk.SimDiskException;
import dev.gyre.storage.OpenResult.Opened;
import dev.gyre.storage.life.Ownership;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lives, verdicts, and directories that are not opened. */
class OpeningTest {
  private static final Ownership OWNER = CrashChain.OWNER;
  private final SimDisk disk = new SimDisk(Seed.of(1), DiskOptions.DEFAULT, nanos -> {});
  private final TaskQueue tasks = new TaskQueue();
  private SimDiskPort port = new SimDiskPort(disk);

  private OpenResult open(StorageOptions options, Ownership owner) {
    return DurableStorage.open(options, port, tasks.workers(), owner);
  }

  private Opened opened() {
    return assertInstanceOf(Opened.class, open(CrashChain.OPTIONS, OWNER));
  }

  private Verdict verdict() {
    return opened().report().verdict();
  }

  private void write(Opened opened, int count) {
    Requests requests = new Requests(opened.life());
    for (int i = 0; i < count; i++) {
      opened
          .storage()
          .apply(requests.put(Key.of("k" + i % 20), Value.of("value" + i)), new Recorder());
      tasks.runAll();
    }
  }

  private void close(Opened opened, long lastSequence) {
    opened.storage().close(lastSequence).subscribe();
    tasks.runAll();
  }

  private void crash() {
    tasks.discard();
    disk.crash(CrashMode.UNSYNCED_LOST, Seed.of(2).randomness());
    port = new SimDiskPort(disk);
  }

  @Test
  void aNewDirectoryIsTheFirstLife() {
    Opened opened = opened();
    assertEquals(new Verdict.Fresh(), opened.report().verdict());
    assertEquals(1, opened.life());
    assertEquals(0, opened.lastSequence());
  }

  @Test
  void afterAShutdownInOrderTheLifeGoesOn() {
    Opened first = opened();
    write(first, 3);
    close(first, 41);
    Opened second = opened();
    assertEquals(new Verdict.Clean(), second.report().verdict());
    assertEquals(1, second.life());
    assertEquals(41, second.lastSequence());
  }

  @Test
  void theMarkOfAShutdownInOrderCountsOnce() {
    close(opened(), 41);
    assertEquals(1, opened().life());
    crash();
    Opened third = opened();
    assertEquals(2, third.life());
    assertEquals(0, third.lastSequence());
  }

  @Test
  void afterACrashALifeBeginsAndTheLogIsReplayed() {
    write(opened(), 3);
    crash();
    Opened second = opened();
    assertEquals(new Verdict.Recovered(3, false), second.report().verdict());
    assertEquals(2, second.life());
  }

  @Test
  void aDirectoryInUseIsNotOpened() {
    opened();
    OpenResult.Locked locked =
        assertInstanceOf(OpenResult.Locked.class, open(CrashChain.OPTIONS, OWNER));
    assertEquals(
        "the data directory is in use: stop the process that holds the simulated disk, or name"
            + " another directory",
        locked.message());
  }

  @Test
  void anotherNodesAndAnotherClustersDirectoryIsNotOpened() {
    close(opened(), 0);
    Ownership otherNode = new Ownership(OWNER.cluster(), NodeId.of(9), 16);
    Ownership otherCluster = new Ownership(new ClusterId(9, 9), OWNER.node(), 16);
    Ownership otherPartitions = new Ownership(OWNER.cluster(), OWNER.node(), 32);
    for (Ownership other : new Ownership[] {otherNode, otherCluster, otherPartitions}) {
      OpenResult.Foreign foreign =
          assertInstanceOf(OpenResult.Foreign.class, open(CrashChain.OPTIONS, other));
      assertEquals(
          "the data directory belongs to "
              + OWNER
              + ", this is "
              + other
              + ": name this node's own directory",
          foreign.message());
    }
    assertEquals(new Verdict.Clean(), verdict());
  }

  @Test
  void aNewerFormatIsNotOpened() throws SimDiskException {
    close(opened(), 0);
    disk.open("identity").write(8, ByteBuffer.wrap(new byte[] {2, 0, 0, 0}));
    OpenResult.NewerFormat newer =
        assertInstanceOf(OpenResult.NewerFormat.class, open(CrashChain.OPTIONS, OWNER));
    assertEquals(
        "the data directory has format version 2, this software knows versions up to 1: start the"
            + " newer software",
        newer.message());
  }

  @Test
  void dataWithoutIdentityOrLivesIsNotOpened() throws SimDiskException {
    close(opened(), 0);
    disk.delete("life");
    assertInstanceOf(OpenResult.Damaged.class, open(CrashChain.OPTIONS, OWNER));
    disk.delete("identity");
    OpenResult.Damaged damaged =
        assertInstanceOf(OpenResult.Damaged.class, open(CrashChain.OPTIONS, OWNER));
    assertTrue(damaged.message().startsWith("the file \"identity\" is missing beside data"));
  }

  @Test
  void aStoreThatComesBackEmptyOrOlderHasLostData() throws SimDiskException {
    Opened first = opened();
    write(first, 200);
    close(first, 5);
    for (String name : disk.list()) {
      if (name.startsWith("log-") || name.equals("tree")) {
        disk.delete(name);
      }
    }
    Opened empty = opened();
    Verdict.LostData lost = assertInstanceOf(Verdict.LostData.class, empty.report().verdict());
    assertEquals("the store ends at log record 0, but 200 was durable", lost.reason());
    assertEquals(2, empty.life());
  }

  @Test
  void lostDataIsSaidAtEveryStartUntilItIsAccepted() throws SimDiskException {
    Opened first = opened();
    write(first, 200);
    close(first, 5);
    disk.delete("tree");
    assertInstanceOf(Verdict.LostData.class, verdict());
    crash();
    Opened again = opened();
    assertInstanceOf(Verdict.LostData.class, again.report().verdict());
    write(again, 30);
    close(again, 1);
    assertInstanceOf(
        Verdict.LostData.class,
        assertInstanceOf(Opened.class, open(CrashChain.OPTIONS.acceptingLostData(), OWNER))
            .report()
            .verdict());
    crash();
    assertInstanceOf(Verdict.Recovered.class, verdict());
  }

  @Test
  void anUnusableDiskIsSaid() {
    disk.faults(DiskFaults.NONE.with(DiskFault.NO_SPACE, 1));
    OpenResult.Unusable unusable =
        assertInstanceOf(OpenResult.Unusable.class, open(CrashChain.OPTIONS, OWNER));
    assertTrue(unusable.message().startsWith("the data directory cannot be used: no space"));
    disk.faults(DiskFaults.NONE);
    assertEquals(new Verdict.Fresh(), verdict());
  }

  @Test
  void aLifeIsNotUsedAgainWhenItsSlotRots() throws SimDiskException {
    assertEquals(1, opened().life());
    crash();
    assertEquals(2, opened().life());
    crash();
    // The start of life 2 was the fourth write: into the even slot.
    assertTrue(disk.flipBit("life", 20 * Byte.SIZE));
    Opened third = opened();
    assertEquals(3, third.life());
    assertEquals(
        List.of("a slot of the file \"life\" was unreadable: skipped a life"),
        third.report().notes());
  }

  @Test
  void aSuperblockThatRotsAtRestCostsNothing() throws SimDiskException {
    write(opened(), 200);
    crash();
    DiskImage image = disk.image();
    for (long slot = 0; slot < 2; slot++) {
      disk.restore(image);
      port = new SimDiskPort(disk);
      assertTrue(disk.flipBit("tree", (slot * 8192 + 20) * Byte.SIZE));
      Opened opened = opened();
      assertInstanceOf(Verdict.Recovered.class, opened.report().verdict());
      assertEquals(List.of("the tree: a superblock cannot be read"), opened.report().notes());
      for (int i = 180; i < 200; i++) {
        Recorder read = new Recorder();
        opened.storage().apply(new Requests(9).read(Key.of("k" + i % 20)), read);
        Sibling newest = read.found().lane().newestFirst().getFirst();
        assertEquals(Content.of(Value.of("value" + i)), newest.content());
      }
      tasks.discard();
    }
  }
}
