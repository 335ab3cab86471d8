package dev.gyre.sim.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random operations on three files, several lives one after another, beside a model that is as
 * simple as it is slow: for every byte of a file all values that it has had since the last force,
 * for every file all such sizes, and all such lists of names.
 */
class SimDiskPropertyTest {
  private static final int MAXIMUM_BYTES = 6_000;
  private static final int LIVES = 4;

  /** What the model knows of one file, apart from its name. */
  private static final class Model {
    private byte[] bytes = new byte[0];
    private byte[] forced = new byte[0];
    private final List<byte[]> sinceForce = new ArrayList<>();

    void become(byte[] next) {
      bytes = next;
      sinceForce.add(next);
    }

    void force() {
      forced = bytes;
      sinceForce.clear();
    }

    boolean mayHaveSize(long size) {
      return forced.length == size || sinceForce.stream().anyMatch(each -> each.length == size);
    }

    /** Zero also where the file was longer than its data that survived. */
    boolean mayHold(int position, byte value) {
      boolean changed = at(forced, position) != at(bytes, position);
      boolean found = at(forced, position) == value;
      for (byte[] each : sinceForce) {
        changed |= at(each, position) != at(forced, position);
        found |= at(each, position) == value;
      }
      return found || (changed && value == 0);
    }

    private static int at(byte[] bytes, int position) {
      return position < bytes.length ? bytes[position] : 0;
    }
  }

  private final TreeMap<String, Model> models = new TreeMap<>();
  private final List<TreeMap<String, Model>> namesSinceForce = new ArrayList<>();
  private TreeMap<String, Model> namesForced = new TreeMap<>();

  @Property(tries = 200)
  void whatWasForcedSurvivesAndNothingComesOutOfThinAir(@ForAll long seed) throws Exception {
    new SimDiskPropertyTest().live(seed);
  }

  private void live(long seed) throws SimDiskException {
    Randomness randomness = Seed.of(seed).randomness();
    SimDisk disk = new SimDisk(Seed.of(seed), DiskOptions.DEFAULT, nanos -> {});
    for (int life = 0; life < LIVES; life++) {
      int operations = randomness.nextInt(40);
      for (int i = 0; i < operations; i++) {
        operate(disk, randomness);
      }
      CrashMode mode = CrashMode.values()[randomness.nextInt(CrashMode.values().length)];
      disk.crash(mode, randomness);
      check(disk, mode);
      adopt(disk);
    }
  }

  private void operate(SimDisk disk, Randomness randomness) throws SimDiskException {
    String name = randomness.choose(List.of("a", "b", "c"));
    int choice = randomness.nextInt(12);
    if (choice == 0) {
      disk.forceDirectory();
      namesForced = new TreeMap<>(models);
      namesSinceForce.clear();
    } else if (choice == 1 && models.containsKey(name)) {
      disk.delete(name);
      models.remove(name);
      namesSinceForce.add(new TreeMap<>(models));
    } else if (choice == 2 && models.containsKey(name)) {
      String to = randomness.choose(List.of("a", "b", "c"));
      disk.rename(name, to);
      models.put(to, models.remove(name));
      namesSinceForce.add(new TreeMap<>(models));
    } else {
      change(disk.open(name), choice, randomness);
    }
    assertReadsShowEverything(disk);
  }

  private void change(SimFile file, int choice, Randomness randomness) throws SimDiskException {
    Model model = models.get(file.name());
    if (model == null) {
      model = new Model();
      models.put(file.name(), model);
      namesSinceForce.add(new TreeMap<>(models));
    }
    if (choice <= 4) {
      file.force();
      model.force();
    } else if (choice <= 6) {
      int size = randomness.nextInt(MAXIMUM_BYTES);
      file.truncate(size);
      model.become(Arrays.copyOf(model.bytes, size));
    } else {
      byte[] written = new byte[1 + randomness.nextInt(MAXIMUM_BYTES / 2)];
      randomness.fill(written);
      int position = randomness.nextInt(MAXIMUM_BYTES / 2);
      file.write(position, ByteBuffer.wrap(written));
      byte[] next =
          Arrays.copyOf(model.bytes, Math.max(model.bytes.length, position + written.length));
      System.arraycopy(written, 0, next, position, written.length);
      model.become(next);
    }
  }

  private void assertReadsShowEverything(SimDisk disk) throws SimDiskException {
    assertEquals(List.copyOf(models.keySet()), disk.list());
    for (String name : models.keySet()) {
      assertTrue(Arrays.equals(models.get(name).bytes, content(disk, name)), name);
    }
  }

  private void check(SimDisk disk, CrashMode mode) throws SimDiskException {
    TreeMap<String, Model> names = namesAfter(disk, mode);
    for (String name : names.keySet()) {
      Model model = names.get(name);
      byte[] survived = content(disk, name);
      switch (mode) {
        case UNSYNCED_LOST -> assertTrue(Arrays.equals(model.forced, survived), name);
        case ALL_KEPT -> assertTrue(Arrays.equals(model.bytes, survived), name);
        case TORN_IN_ORDER, SECTORS_512, SECTORS_4096 -> assertPossible(model, survived, mode);
      }
    }
  }

  private static void assertPossible(Model model, byte[] survived, CrashMode mode) {
    // A torn write may also end in the middle of what it adds.
    assertTrue(
        model.mayHaveSize(survived.length)
            || (mode == CrashMode.TORN_IN_ORDER && !model.sinceForce.isEmpty()));
    for (int i = 0; i < survived.length; i++) {
      assertTrue(model.mayHold(i, survived[i]), "byte " + i + " in " + mode);
    }
  }

  /** The names that the disk shows, and that the mode allows. */
  private TreeMap<String, Model> namesAfter(SimDisk disk, CrashMode mode) {
    List<TreeMap<String, Model>> allowed = new ArrayList<>();
    switch (mode) {
      case ALL_KEPT -> allowed.add(models);
      case UNSYNCED_LOST -> allowed.add(namesForced);
      case TORN_IN_ORDER, SECTORS_512, SECTORS_4096 -> {
        allowed.add(namesForced);
        allowed.addAll(namesSinceForce);
      }
    }
    List<TreeMap<String, Model>> matching =
        allowed.stream().filter(each -> List.copyOf(each.keySet()).equals(disk.list())).toList();
    assertTrue(!matching.isEmpty(), disk.list() + " in " + mode);
    // Moments may share their names but not their files; then only the names are checked.
    boolean same = matching.stream().allMatch(each -> sameFiles(each, matching.getFirst()));
    return same ? matching.getFirst() : new TreeMap<>();
  }

  private static boolean sameFiles(TreeMap<String, Model> left, TreeMap<String, Model> right) {
    return left.keySet().stream().allMatch(name -> left.get(name) == right.get(name));
  }

  /** The next life starts from what survived. */
  private void adopt(SimDisk disk) throws SimDiskException {
    models.clear();
    for (String name : disk.list()) {
      Model model = new Model();
      model.bytes = content(disk, name);
      model.forced = model.bytes;
      models.put(name, model);
    }
    namesForced = new TreeMap<>(models);
    namesSinceForce.clear();
  }

  private static byte[] content(SimDisk disk, String name) throws SimDiskException {
    SimFile file = disk.open(name);
    ByteBuffer buffer = ByteBuffer.allocate((int) file.size());
    assertEquals(file.size(), file.read(0, buffer));
    return buffer.array();
  }
}
