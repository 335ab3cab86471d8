package dev.gyre.sim.disk;

import dev.gyre.sim.Randomness;
import dev.gyre.sim.disk.Change.FileChange;
import dev.gyre.sim.disk.Change.NameChange;
import dev.gyre.sim.disk.Change.Resized;
import dev.gyre.sim.disk.Change.Written;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides which unsynced changes a crash keeps, and applies them to what is durable.
 *
 * <p>The sector modes follow Pillai et al., "All file systems are not created equal" (OSDI 2014):
 * data reaches the platter in any order, each sector atomically; the journal keeps a prefix of the
 * changes to names and sizes. A write that made its file larger is thus two things: its sectors,
 * and the new size. Sectors without the size are cut off; the size without the sectors shows zeros.
 */
final class Survival {
  private final Directory directory;
  private final List<Change> changes;
  private final Randomness randomness;
  private long bytesKept;

  /**
   * @param changes all unsynced changes of the disk, in order
   */
  Survival(Directory directory, List<Change> changes, Randomness randomness) {
    this.directory = directory;
    this.changes = changes;
    this.randomness = randomness;
  }

  CrashOutcome apply(CrashMode mode) {
    switch (mode) {
      case UNSYNCED_LOST -> {}
      case ALL_KEPT -> keepFirst(changes.size());
      case TORN_IN_ORDER -> tear();
      case SECTORS_512 -> scatter(512);
      case SECTORS_4096 -> scatter(4096);
    }
    long bytes = 0;
    for (Change change : changes) {
      bytes += change instanceof Written written ? written.bytes().length : 0;
    }
    return new CrashOutcome(mode, changes.size(), bytesKept, bytes - bytesKept);
  }

  private void keepFirst(int count) {
    for (Change change : changes.subList(0, count)) {
      switch (change) {
        case NameChange names -> directory.keep(names);
        case FileChange file -> {
          file.file().keep(file);
          bytesKept += file instanceof Written written ? written.bytes().length : 0;
        }
      }
    }
  }

  private void tear() {
    int kept = randomness.nextInt(changes.size() + 1);
    keepFirst(kept);
    if (kept < changes.size() && changes.get(kept) instanceof Written torn) {
      int length = randomness.nextInt(torn.bytes().length + 1);
      Content durable = torn.file().durable();
      durable.put(torn.position(), torn.bytes(), 0, length);
      durable.growTo(length == 0 ? 0 : torn.position() + length);
      bytesKept += length;
    }
  }

  private void scatter(int sectorBytes) {
    TreeMap<Long, ScatteredFile> files = new TreeMap<>();
    int metadata = 0;
    for (Change change : changes) {
      metadata += isMetadata(change) ? 1 : 0;
      if (change instanceof FileChange inFile) {
        scattered(files, inFile.file(), sectorBytes).count(inFile);
      }
    }
    files.values().forEach(file -> file.draw(randomness));
    int journalled = randomness.nextInt(metadata + 1);
    for (Change change : changes) {
      boolean inJournal = isMetadata(change) && journalled-- > 0;
      switch (change) {
        case NameChange names -> {
          if (inJournal) {
            directory.keep(names);
          }
        }
        case FileChange inFile ->
            bytesKept += scattered(files, inFile.file(), sectorBytes).keep(inFile, inJournal);
      }
    }
    files.values().forEach(ScatteredFile::finish);
  }

  private static ScatteredFile scattered(
      SortedMap<Long, ScatteredFile> files, FileState file, int sectorBytes) {
    return files.computeIfAbsent(file.number(), number -> new ScatteredFile(file, sectorBytes));
  }

  private static boolean isMetadata(Change change) {
    return switch (change) {
      case Written written -> written.grows();
      case Resized _, NameChange _ -> true;
    };
  }
}
