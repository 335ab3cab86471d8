package dev.gyre.sim.disk;

import java.util.SortedMap;
import java.util.TreeMap;

/** A copy of all that was durable at one moment: what a backup or a cloned machine holds. */
public final class DiskImage {
  private final SortedMap<String, FileState> files;

  DiskImage(SortedMap<String, FileState> files) {
    this.files = copy(files);
  }

  SortedMap<String, FileState> files() {
    return copy(files);
  }

  private static SortedMap<String, FileState> copy(SortedMap<String, FileState> files) {
    TreeMap<String, FileState> copy = new TreeMap<>();
    files.forEach((name, file) -> copy.put(name, file.durableCopy()));
    return copy;
  }
}
