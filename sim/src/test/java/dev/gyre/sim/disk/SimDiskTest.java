package dev.gyre.sim.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.sim.Simulation;
import dev.gyre.sim.disk.DiskWatch.Moment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimDiskTest {
  private final Randomness randomness = Seed.of(1).randomness();
  private final SimDisk disk = disk(DiskOptions.DEFAULT);

  @Test
  void readsShowEveryWriteAtOnceAcrossPages() throws Exception {
    SimFile file = disk.open("a");
    file.write(4090, bytes("across the page"));
    assertEquals(4105, file.size());
    assertEquals("across the page", text(file, 4090, 100));
    assertEquals(0, file.read(4105, ByteBuffer.allocate(1)));
    ByteBuffer hole = ByteBuffer.allocate(4090);
    assertEquals(4090, file.read(0, hole));
    assertArrayEquals(new byte[4090], hole.array());
  }

  @Test
  void truncateCutsAndExtendsWithZeros() throws Exception {
    SimFile file = disk.open("a");
    file.write(0, bytes("0123456789"));
    file.truncate(4);
    file.truncate(8);
    assertEquals("0123\0\0\0\0", text(file, 0, 100));
  }

  @Test
  void renameReplacesAndDeleteLeavesTheOpenFileUsable() throws Exception {
    write("a", "new");
    write("b", "old");
    SimFile old = disk.open("b");
    disk.rename("a", "b");
    assertEquals(List.of("b"), disk.list());
    assertEquals("new", read("b"));
    assertEquals("old", text(old, 0, 10));
    disk.delete("b");
    assertFalse(disk.exists("b"));
    assertKind(SimDiskException.Kind.NOT_FOUND, () -> disk.delete("b"));
    assertKind(SimDiskException.Kind.NOT_FOUND, () -> disk.rename("b", "c"));
  }

  @ParameterizedTest
  @EnumSource(CrashMode.class)
  void whatWasForcedSurvives(CrashMode mode) throws Exception {
    SimFile file = disk.open("a");
    file.write(0, bytes("durable"));
    file.force();
    disk.forceDirectory();
    disk.crash(mode, randomness);
    assertEquals("durable", read("a"));
    assertKind(SimDiskException.Kind.CLOSED, file::force);
  }

  @Test
  void aForcedFileWithoutAForcedNameIsGone() throws Exception {
    SimFile file = disk.open("a");
    file.write(0, bytes("durable, but nameless"));
    file.force();
    disk.crash(CrashMode.UNSYNCED_LOST, randomness);
    assertEquals(List.of(), disk.list());
  }

  @Test
  void aForcedNameWithoutAForcedFileIsEmpty() throws Exception {
    write("a", "unsynced");
    disk.forceDirectory();
    CrashOutcome outcome = disk.crash(CrashMode.UNSYNCED_LOST, randomness);
    assertEquals("", read("a"));
    assertEquals(new CrashOutcome(CrashMode.UNSYNCED_LOST, 1, 0, 8), outcome);
  }

  @Test
  void aLostRenameShowsBothFormerFiles() throws Exception {
    writeDurably("a", "one");
    writeDurably("b", "two");
    disk.rename("a", "b");
    disk.crash(CrashMode.UNSYNCED_LOST, randomness);
    assertEquals("one", read("a"));
    assertEquals("two", read("b"));
  }

  @Test
  void aLostDeletionShowsTheFileWithItsUnsyncedWritesToo() throws Exception {
    writeDurably("a", "one");
    SimFile file = disk.open("a");
    file.write(0, bytes("two"));
    disk.delete("a");
    disk.crash(CrashMode.UNSYNCED_LOST, randomness);
    assertEquals("one", read("a"));
  }

  @Test
  void allKeptKeepsEvenTheDeletion() throws Exception {
    writeDurably("a", "one");
    write("b", "two");
    disk.delete("a");
    disk.crash(CrashMode.ALL_KEPT, randomness);
    assertEquals(List.of("b"), disk.list());
    assertEquals("two", read("b"));
  }

  @Test
  void tornInOrderKeepsEveryPrefixAndCutsTheLastWriteAtAByte() throws Exception {
    TreeSet<String> seen = new TreeSet<>();
    for (int i = 0; i < 400; i++) {
      disk.wipe();
      writeDurably("a", "......");
      SimFile file = disk.open("a");
      file.write(0, bytes("12"));
      file.write(2, bytes("34"));
      file.write(0, bytes("AB"));
      disk.crash(CrashMode.TORN_IN_ORDER, randomness);
      seen.add(read("a"));
    }
    assertEquals(
        new TreeSet<>(
            List.of("......", "1.....", "12....", "123...", "1234..", "A234..", "AB34..")),
        seen);
  }

  @ParameterizedTest
  @EnumSource(names = {"SECTORS_512", "SECTORS_4096"})
  void sectorsSurviveInAnyCombinationButWhole(CrashMode mode) throws Exception {
    int sector = mode == CrashMode.SECTORS_512 ? 512 : 4096;
    TreeSet<String> seen = new TreeSet<>();
    for (int i = 0; i < 400; i++) {
      disk.wipe();
      writeDurably("a", "0".repeat(3 * sector));
      SimFile file = disk.open("a");
      file.write(0, bytes("1".repeat(3 * sector)));
      file.write(sector, bytes("2".repeat(sector)));
      disk.crash(mode, randomness);
      seen.add(sectors(read("a"), sector));
    }
    TreeSet<String> possible = new TreeSet<>();
    for (String middle : List.of("0", "1", "2")) {
      for (String outer : List.of("0%s0", "0%s1", "1%s0", "1%s1")) {
        possible.add(outer.formatted(middle));
      }
    }
    assertEquals(possible, seen);
  }

  @Test
  void sectorModesLoseTheNewSizeOrTheNewBytesOrNeither() throws Exception {
    TreeSet<String> seen = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      disk.wipe();
      writeDurably("a", "");
      write("a", "new");
      disk.crash(CrashMode.SECTORS_512, randomness);
      seen.add(read("a"));
    }
    assertEquals(new TreeSet<>(List.of("", "\0\0\0", "new")), seen);
  }

  @Test
  void sectorModesKeepNameChangesInOrder() throws Exception {
    TreeSet<String> seen = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      disk.wipe();
      writeDurably("current", "");
      disk.open("next");
      disk.rename("next", "current");
      disk.delete("current");
      disk.crash(CrashMode.SECTORS_4096, randomness);
      seen.add(String.join(",", disk.list()));
    }
    assertEquals(new TreeSet<>(List.of("current", "current,next", "")), seen);
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "MIDDLE", "AFTER"})
  void theWatchCutsThePowerAtAnyOperation(Moment moment) throws Exception {
    for (int at = 0; at < 9; at++) {
      SimDisk fresh = disk(DiskOptions.DEFAULT);
      fresh.watch(DiskWatch.crashAt(at, moment));
      assertThrows(DiskCrash.class, () -> oneOfEachKind(fresh));
      assertThrows(DiskCrash.class, fresh::list);
      assertEquals(at + 1, fresh.operations());
      fresh.crash(CrashMode.ALL_KEPT, randomness);
      assertTrue(fresh.list().size() <= 2);
    }
  }

  @Test
  void aWriteCutInTheMiddleLeavesAPrefix() throws Exception {
    TreeSet<String> seen = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      disk.wipe();
      SimFile file = disk.open("a");
      disk.watch(DiskWatch.crashAt(disk.operations(), Moment.MIDDLE));
      assertThrows(DiskCrash.class, () -> file.write(0, bytes("abc")));
      disk.crash(CrashMode.ALL_KEPT, randomness);
      seen.add(read("a"));
    }
    assertEquals(new TreeSet<>(List.of("", "a", "ab", "abc")), seen);
  }

  @Test
  void aThrowingWatchIsACrashBefore() throws Exception {
    SimFile file = disk.open("a");
    disk.watch(
        (kind, index, name) -> {
          throw new DiskCrash("at " + kind);
        });
    assertThrows(DiskCrash.class, () -> file.write(0, bytes("x")));
    disk.watch(DiskWatch.NONE);
    assertThrows(DiskCrash.class, file::force);
    disk.crash(CrashMode.ALL_KEPT, randomness);
    assertEquals("", read("a"));
  }

  @Test
  void operationsAreCountedByKind() throws Exception {
    oneOfEachKind(disk);
    for (OperationKind kind : OperationKind.values()) {
      assertTrue(disk.count(kind) >= 1, kind.name());
    }
  }

  @Test
  void bitRotFlipsOneDurableBitForEver() throws Exception {
    writeDurably("a", "clean");
    disk.faults(DiskFaults.NONE.with(DiskFault.BIT_ROT, 1));
    String rotten = read("a");
    disk.faults(DiskFaults.NONE);
    assertEquals(1, differingBits("clean", rotten));
    assertEquals(rotten, read("a"));
    disk.crash(CrashMode.UNSYNCED_LOST, randomness);
    assertEquals(rotten, read("a"));
    assertEquals(1, disk.effects(DiskFault.BIT_ROT));
  }

  @Test
  void aBitOfAnUnsyncedByteDoesNotRot() throws Exception {
    write("a", "dirty");
    assertFalse(disk.flipBit("a", 0));
    disk.open("a").force();
    assertTrue(disk.flipBit("a", 0));
    assertNotEquals("dirty", read("a"));
    assertFalse(disk.flipBit("a", 40));
  }

  @Test
  void aMisdirectedWriteLandsElsewhere() throws Exception {
    writeDurably("a", "0".repeat(2048));
    disk.faults(DiskFaults.NONE.with(DiskFault.MISDIRECTED_WRITE, 1));
    SimFile file = disk.open("a");
    long before = disk.effects(DiskFault.MISDIRECTED_WRITE);
    while (disk.effects(DiskFault.MISDIRECTED_WRITE) == before) {
      file.write(0, bytes("1"));
    }
    String content = read("a");
    assertTrue(content.indexOf('1', 1) % 512 == 0, content);
  }

  @Test
  void aFailedForceLosesWhatItShouldHaveWrittenForGood() throws Exception {
    TreeSet<String> seen = new TreeSet<>();
    for (int i = 0; i < 50; i++) {
      disk.wipe();
      writeDurably("a", "old");
      SimFile file = disk.open("a");
      file.write(0, bytes("new"));
      disk.faults(DiskFaults.NONE.with(DiskFault.FORCE_ERROR, 1));
      assertKind(SimDiskException.Kind.INPUT_OUTPUT, file::force);
      disk.faults(DiskFaults.NONE);
      file.force();
      assertEquals("new", read("a"));
      disk.crash(CrashMode.ALL_KEPT, randomness);
      seen.add(read("a"));
    }
    assertEquals(new TreeSet<>(List.of("new", "old")), seen);
    assertEquals(50, disk.effects(DiskFault.FORCE_ERROR));
  }

  @Test
  void readAndWriteErrorsAreCounted() throws Exception {
    writeDurably("a", "0000");
    SimFile file = disk.open("a");
    disk.faults(DiskFaults.NONE.with(DiskFault.READ_ERROR, 1).with(DiskFault.WRITE_ERROR, 1));
    assertKind(SimDiskException.Kind.INPUT_OUTPUT, () -> file.read(0, ByteBuffer.allocate(1)));
    assertKind(SimDiskException.Kind.INPUT_OUTPUT, () -> file.write(0, bytes("1111")));
    disk.faults(DiskFaults.NONE);
    assertTrue(read("a").matches("1*0*"));
    assertEquals(1, disk.effects(DiskFault.READ_ERROR));
    assertEquals(1, disk.effects(DiskFault.WRITE_ERROR));
  }

  @Test
  void aFullDiskRefusesGrowthAndNothingElse() throws Exception {
    SimDisk small = disk(DiskOptions.DEFAULT.withCapacityBytes(10));
    SimFile file = small.open("a");
    file.write(0, bytes("0123456789"));
    assertKind(SimDiskException.Kind.NO_SPACE, () -> file.write(10, bytes("x")));
    assertKind(SimDiskException.Kind.NO_SPACE, () -> file.truncate(11));
    assertKind(SimDiskException.Kind.NO_SPACE, () -> small.open("b").write(0, bytes("x")));
    file.write(5, bytes("56789"));
    assertEquals("0123456789", text(file, 0, 100));
    assertEquals(3, small.effects(DiskFault.NO_SPACE));
  }

  @Test
  void aFileBeyondItsMaximumIsRefused() throws Exception {
    SimDisk small = disk(DiskOptions.DEFAULT.withMaximumFileBytes(10));
    SimFile file = small.open("a");
    assertKind(SimDiskException.Kind.TOO_LARGE, () -> file.write(10, bytes("x")));
    assertKind(
        SimDiskException.Kind.TOO_LARGE, () -> file.write(Long.MAX_VALUE, bytes("overflow")));
  }

  @Test
  void oldWritesBecomeDurableUnderPressure() throws Exception {
    SimDisk small = disk(DiskOptions.DEFAULT.withMaximumUnsyncedBytes(4));
    SimFile file = small.open("a");
    small.forceDirectory();
    file.write(0, bytes("1234"));
    file.write(4, bytes("5678"));
    small.crash(CrashMode.UNSYNCED_LOST, randomness);
    assertEquals("1234", text(small.open("a"), 0, 10));
  }

  @Test
  void operationsChargeTheirLatencyAndSlowOnesMore() throws Exception {
    List<Long> charged = new ArrayList<>();
    SimDisk slow =
        new SimDisk(
            Seed.of(3),
            DiskOptions.DEFAULT.withLatency(new DiskLatency(1, 2, 30, 1_000)),
            charged::add);
    SimFile file = slow.open("a");
    file.write(0, bytes("x"));
    file.read(0, ByteBuffer.allocate(1));
    file.force();
    assertEquals(List.of(2L, 2L, 1L, 30L), charged);
    slow.faults(DiskFaults.NONE.with(DiskFault.SLOW, 1));
    file.force();
    assertTrue(charged.get(4) > 30 && charged.get(4) <= 1_030);
    assertEquals(1, slow.effects(DiskFault.SLOW));
  }

  @Test
  void chargesReachVirtualTime() throws Exception {
    Simulation simulation = new Simulation(Seed.of(4));
    SimDisk slow =
        new SimDisk(
            Seed.of(4),
            DiskOptions.DEFAULT.withLatency(new DiskLatency(0, 0, 500, 1)),
            simulation::charge);
    slow.open("a").force();
    assertEquals(500, simulation.nowNanos());
  }

  @Test
  void anImageRestoresTheDurableStateOfItsMoment() throws Exception {
    writeDurably("a", "then");
    write("b", "unsynced");
    DiskImage image = disk.image();
    writeDurably("a", "later");
    disk.restore(image);
    assertEquals(List.of("a"), disk.list());
    assertEquals("then", read("a"));
    writeDurably("a", "again");
    disk.restore(image);
    assertEquals("then", read("a"));
  }

  @Test
  void aFileNameIsChecked() {
    assertThrows(IllegalArgumentException.class, () -> disk.open(""));
    assertThrows(IllegalArgumentException.class, () -> disk.open("a/b"));
  }

  private static SimDisk disk(DiskOptions options) {
    return new SimDisk(Seed.of(2), options, nanos -> {});
  }

  private static void oneOfEachKind(SimDisk disk) throws SimDiskException {
    SimFile file = disk.open("a");
    disk.open("a");
    file.write(0, bytes("x"));
    file.read(0, ByteBuffer.allocate(1));
    file.truncate(10);
    file.force();
    disk.rename("a", "b");
    disk.forceDirectory();
    disk.delete("b");
    disk.list();
  }

  private void writeDurably(String name, String text) throws SimDiskException {
    SimFile file = disk.open(name);
    file.truncate(0);
    file.write(0, bytes(text));
    file.force();
    disk.forceDirectory();
  }

  private void write(String name, String text) throws SimDiskException {
    disk.open(name).write(0, bytes(text));
  }

  private String read(String name) throws SimDiskException {
    return text(disk.open(name), 0, 1 << 16);
  }

  private static String text(SimFile file, long position, int limit) throws SimDiskException {
    ByteBuffer buffer = ByteBuffer.allocate(limit);
    assertEquals(buffer.position(), 0);
    int count = file.read(position, buffer);
    return new String(buffer.array(), 0, count, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  /** The first character of each sector, after checking that the sector is uniform. */
  private static String sectors(String content, int sectorBytes) {
    StringBuilder firsts = new StringBuilder();
    for (int i = 0; i < content.length(); i += sectorBytes) {
      String sector = content.substring(i, i + sectorBytes);
      assertEquals(String.valueOf(sector.charAt(0)).repeat(sectorBytes), sector);
      firsts.append(sector.charAt(0));
    }
    return firsts.toString();
  }

  private static int differingBits(String left, String right) {
    int bits = 0;
    for (int i = 0; i < left.length(); i++) {
      bits += Integer.bitCount(left.charAt(i) ^ right.charAt(i));
    }
    return bits;
  }

  private static void assertKind(
      SimDiskException.Kind kind, org.junit.jupiter.api.function.Executable call) {
    assertEquals(kind, assertThrows(SimDiskException.class, call).kind());
  }
}
