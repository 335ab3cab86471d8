package dev.gyre.sim.disk;

import java.util.TreeMap;

/** A copy of all that was durable at one moment: what a backup or a cloned machine holds. */
public final class DiskImage {
  private final TreeMap<String, FileState> files;

  DiskImage(TreeMap<String, FileState> files) {
    this.files = copy(files);
  }

  TreeMap<String, FileState> files() {
    return copy(files);
  }

  private static TreeMap<String, FileState> copy(TreeMap<String, FileState> files) {
    TreeMap<String, FileState> copy = new TreeMap<>();
    files.forEach((name, file) -> copy.put(name, file.durableCopy()));
    return copy;
  }
}
