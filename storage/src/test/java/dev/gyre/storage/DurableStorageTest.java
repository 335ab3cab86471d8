package dev.gyre.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import dev.gyre.core.wire.CellCodec;
import dev.gyre.core.wire.Output;
import dev.gyre.sim.Seed;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.DiskFault;
import dev.gyre.sim.disk.DiskFaults;
import dev.gyre.sim.disk.DiskOptions;
import dev.gyre.sim.disk.SimDisk;
import dev.gyre.sim.disk.SimDiskException;
import dev.gyre.storage.OpenResult.Opened;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes wrong without a crash, large cells, and the space that a store takes. */
class DurableStorageTest {
  private static final Key KEY = Key.of("k");

  private final SimDisk disk = new SimDisk(Seed.of(1), DiskOptions.DEFAULT, nanos -> {});
  private final TaskQueue tasks = new TaskQueue();
  private final TaskQueue checkpoints = new TaskQueue();
  private SimDiskPort port = new SimDiskPort(disk);
  private final List<String> failures = new ArrayList<>();
  private Requests requests = new Requests(1);

  private DurableStorage open(StorageOptions options, TaskQueue forCheckpoints) {
    StorageWorkers workers =
        new StorageWorkers(tasks.worker(), tasks.worker(), forCheckpoints.worker(), tasks.worker());
    OpenResult result = DurableStorage.open(options, port, workers, CrashChain.OWNER);
    Opened opened = assertInstanceOf(Opened.class, result);
    requests = new Requests(opened.life());
    DurableStorage storage = opened.storage();
    storage.failure().subscribe(nothing -> {}, failure -> failures.add(failure.getMessage()));
    return storage;
  }

  private static Recorder apply(DurableStorage storage, Request request) {
    Recorder recorder = new Recorder();
    storage.apply(request, recorder);
    return recorder;
  }

  private void crash() {
    tasks.discard();
    disk.crash(CrashMode.UNSYNCED_LOST, Seed.of(3).randomness());
    port = new SimDiskPort(disk);
  }

  @Test
  void aFailedForceOfTheLogEndsEverything() {
    DurableStorage storage = open(CrashChain.OPTIONS, tasks);
    Recorder put = apply(storage, requests.put(KEY, Value.of("v")));
    disk.faults(DiskFaults.NONE.with(DiskFault.FORCE_ERROR, 1));
    tasks.runAll();
    assertEquals(1, failures.size());
    assertTrue(failures.getFirst().startsWith("cannot force log-"), failures.getFirst());
    disk.faults(DiskFaults.NONE);
    Recorder late = apply(storage, requests.put(KEY, Value.of("w")));
    Recorder read = apply(storage, requests.read(KEY));
    tasks.runAll();
    assertFalse(put.isDurable());
    assertFalse(late.isDurable());
    assertFalse(read.isDurable());
    List<String> closed = new ArrayList<>();
    storage.close(1).subscribe(nothing -> {}, failure -> closed.add("failed"));
    tasks.runAll();
    assertEquals(List.of("failed"), closed);
  }

  @Test
  void aFullDiskInTheMiddleOfACheckpointEndsEverything() {
    DurableStorage storage = open(CrashChain.OPTIONS, checkpoints);
    for (int i = 0; i < 20; i++) {
      apply(storage, requests.put(Key.of("k" + i), Value.of("v".repeat(300))));
      tasks.runAll();
    }
    disk.faults(DiskFaults.NONE.with(DiskFault.NO_SPACE, 1));
    checkpoints.runAll();
    tasks.runAll();
    assertTrue(failures.getFirst().startsWith("no space for "), failures.getFirst());
    disk.faults(DiskFaults.NONE);
    crash();
    DurableStorage again = open(CrashChain.OPTIONS, tasks);
    for (int i = 0; i < 20; i++) {
      assertFalse(apply(again, requests.read(Key.of("k" + i))).found().lane().isEmpty());
    }
  }

  @Test
  void whileACheckpointIsStuckMemoryIsBounded() {
    StorageOptions options =
        new StorageOptions(
            CellLimits.DEFAULT,
            CrashChain.OPTIONS.log(),
            new StorageOptions.Memory(3_000, 20_000),
            CrashChain.OPTIONS.tree(),
            StorageOptions.Hints.DEFAULT,
            false);
    DurableStorage storage = open(options, checkpoints);
    Recorder last = apply(storage, requests.put(KEY, Value.of("first")));
    int writes = 0;
    while (!last.isDurable() && writes++ < 1_000) {
      tasks.runAll();
      last = apply(storage, requests.put(Key.of("k" + writes), Value.of("v".repeat(300))));
    }
    assertEquals(Refusal.BUSY, last.refused().refusal());
    assertTrue(apply(storage, requests.read(KEY)).isDurable());
    assertTrue(storage.statistics().memoryBytes() < 25_000);
    for (int i = 0; i < 10; i++) {
      checkpoints.runAll();
      tasks.runAll();
    }
    assertFalse(apply(storage, requests.put(KEY, Value.of("again"))).isDurable());
    assertEquals(1, storage.statistics().busy());
    assertTrue(storage.statistics().checkpoints() >= 1);
  }

  @Test
  void aCellUnderDamagedBlocksIsRefusedAndCounted() throws SimDiskException {
    DurableStorage storage = open(CrashChain.OPTIONS, tasks);
    for (int i = 0; i < 60; i++) {
      apply(storage, requests.put(Key.of("k" + i), Value.of("v".repeat(300))));
      tasks.runAll();
    }
    storage.close(1).subscribe();
    tasks.runAll();
    DurableStorage damaged = open(CrashChain.OPTIONS, tasks);
    long bits = disk.open("tree").size() * Byte.SIZE;
    for (long bit = 16_384L * Byte.SIZE; bit < bits; bit += 4100L * Byte.SIZE) {
      assertTrue(disk.flipBit("tree", bit));
    }
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      Recorder read = apply(damaged, requests.read(Key.of("k" + i)));
      tasks.runAll();
      refused += read.reply() instanceof Reply.Found ? 0 : 1;
    }
    assertTrue(refused > 0);
    assertEquals(refused, damaged.statistics().corruptCells());
  }

  @Test
  void cellsLargerThanASegmentGoThroughLogAndTree() {
    StorageOptions options = StorageOptions.DEFAULT;
    Value large = Value.of(new byte[(20 << 20) + 1]);
    Value medium = Value.of(new byte[8 << 20]);
    DurableStorage storage = open(options, tasks);
    Recorder first = apply(storage, requests.put(KEY, large));
    tasks.runAll();
    Recorder second = apply(storage, requests.put(Key.of("m"), medium));
    tasks.runAll();
    assertTrue(first.isDurable() && second.isDurable());
    crash();
    DurableStorage recovered = open(options, tasks);
    assertEquals(first.minted().lane(), read(recovered, KEY).found().lane());
    recovered.close(1).subscribe();
    tasks.runAll();
    DurableStorage fromTree = open(options, tasks);
    assertEquals(0, fromTree.statistics().memoryBytes());
    assertEquals(second.minted().lane(), read(fromTree, Key.of("m")).found().lane());
    assertEquals(first.minted().lane(), read(fromTree, KEY).found().lane());
  }

  private Recorder read(DurableStorage storage, Key key) {
    Recorder recorder = apply(storage, requests.read(key));
    tasks.runAll();
    return recorder;
  }

  /** Reading 8 MiB takes milliseconds: who wants another key does not wait for them. */
  @Test
  void aLargeCellIsReadBesideTheNodeAndItsKeysRequestsKeepTheirOrder() {
    DurableStorage before = open(StorageOptions.DEFAULT, tasks);
    Recorder large = apply(before, requests.put(KEY, Value.of(new byte[300_000])));
    apply(before, requests.put(Key.of("small"), Value.of("s")));
    tasks.runAll();
    before.close(1).subscribe();
    tasks.runAll();
    DurableStorage storage = open(StorageOptions.DEFAULT, tasks);
    Recorder first = apply(storage, requests.read(KEY));
    Recorder write = apply(storage, requests.put(KEY, Value.of("short")));
    Recorder last = apply(storage, requests.read(KEY));
    assertTrue(apply(storage, requests.read(Key.of("small"))).isDurable());
    assertTrue(!first.isDurable() && !write.isApplied() && !last.isDurable());
    assertEquals(3, storage.statistics().readsWaiting());
    tasks.runAll();
    assertEquals(large.minted().lane(), first.found().lane());
    assertEquals(write.minted().lane(), last.found().lane());
    assertTrue(write.isDurable());
    assertEquals(0, storage.statistics().readsWaiting());
  }

  /** A large cell that gets small, and large again, leaves no piece behind. */
  @Test
  void piecesGoWithTheirCell() {
    DurableStorage storage = open(StorageOptions.DEFAULT, tasks);
    for (int bytes : new int[] {500_000, 10, 200_000, 70_000, 0, 300_000}) {
      Recorder put = apply(storage, requests.put(KEY, Value.of(new byte[bytes])));
      tasks.runAll();
      assertTrue(put.isDurable());
      storage.close(1).subscribe();
      tasks.runAll();
      storage = open(StorageOptions.DEFAULT, tasks);
      assertEquals(put.minted().lane(), read(storage, KEY).found().lane());
    }
  }

  /** What would not fit one segment together is forced one after the other. */
  @Test
  void recordsThatFillASegmentAreForcedApart() {
    DurableStorage storage = open(StorageOptions.DEFAULT, tasks);
    Recorder[] puts = new Recorder[4];
    for (int i = 0; i < puts.length; i++) {
      puts[i] = apply(storage, requests.put(Key.of("k" + i), Value.of(new byte[9 << 20])));
    }
    tasks.runAll();
    for (Recorder put : puts) {
      assertTrue(put.isDurable());
    }
    assertEquals(4, storage.statistics().forces());
  }

  @Test
  void theTreeTakesAtMostThreeTimesItsCells() throws SimDiskException {
    int keys = 4_000;
    StorageOptions options =
        new StorageOptions(
            CellLimits.DEFAULT,
            new StorageOptions.Log(1 << 20, 1 << 20, 4096, 16 << 20),
            new StorageOptions.Memory(400_000, 4_000_000),
            new StorageOptions.Tree(
                8, 512, 1 << 18, StorageOptions.Tree.DEFAULT.compactBelowPercent(), 64, 64 << 10),
            StorageOptions.Hints.DEFAULT,
            false);
    DurableStorage storage = open(options, tasks);
    long state = 1;
    for (int i = 0; i < 30_000; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      Key key = Key.of("key" + Long.remainderUnsigned(i < keys ? i : state >>> 20, keys));
      apply(storage, requests.put(key, Value.of("v".repeat(200))));
      if (i % 32 == 0) {
        tasks.runAll();
      }
    }
    tasks.runAll();
    long cellBytes = 0;
    for (int i = 0; i < keys; i++) {
      Lane lane = apply(storage, requests.read(Key.of("key" + i))).found().lane();
      cellBytes += encodedBytes(new Cell(null, lane));
    }
    long treeBytes = disk.open("tree").size();
    StorageStatistics statistics = storage.statistics();
    System.out.printf(
        "%d checkpoints; the tree has %d KiB, its cells %d KiB%n",
        statistics.checkpoints(), treeBytes >> 10, cellBytes >> 10);
    assertTrue(statistics.checkpoints() > 10);
    long cells = cellBytes;
    assertTrue(treeBytes <= 3 * cells, () -> treeBytes + " bytes for " + cells);
  }

  private static long encodedBytes(Cell cell) {
    Output out = new Output(512);
    CellCodec.encode(out, cell);
    return out.length();
  }
}
