package dev.gyre.sim.disk;

import dev.gyre.sim.Randomness;
import dev.gyre.sim.disk.Change.FileChange;
import dev.gyre.sim.disk.Change.Resized;
import dev.gyre.sim.disk.Change.Written;
import java.util.TreeMap;

/** Applies to one file the unsynced writes of which every sector survives for itself. */
final class ScatteredFile {
  private final FileState file;
  private final int sectorBytes;

  /** Of the writes to a sector: first how many there are, once drawn how many are still to keep. */
  private final TreeMap<Long, int[]> writes = new TreeMap<>();

  /** As the journal has it. */
  private long size;

  ScatteredFile(FileState file, int sectorBytes) {
    this.file = file;
    this.sectorBytes = sectorBytes;
    this.size = file.durable().size();
  }

  void count(FileChange change) {
    if (change instanceof Written written) {
      for (long sector = first(written); sector * sectorBytes < written.end(); sector++) {
        writes.computeIfAbsent(sector, number -> new int[1])[0]++;
      }
    }
  }

  /** Of n writes to a sector, the first k survive: k is uniform in [0, n]. */
  void draw(Randomness randomness) {
    for (int[] count : writes.values()) {
      count[0] = randomness.nextInt(count[0] + 1);
    }
  }

  /** Applies what survives of a change; the number of written bytes that are kept. */
  long keep(FileChange change, boolean inJournal) {
    return switch (change) {
      case Written written -> {
        size = inJournal ? written.end() : size;
        yield keepSectors(written);
      }
      case Resized resized -> {
        if (inJournal) {
          file.durable().clearFrom(resized.after());
          size = resized.after();
        }
        yield 0;
      }
    };
  }

  /** What lies beyond the size in the journal does not exist. */
  void finish() {
    file.durable().resize(size);
  }

  private long keepSectors(Written written) {
    long kept = 0;
    for (long sector = first(written); sector * sectorBytes < written.end(); sector++) {
      int[] remaining = writes.get(sector);
      if (remaining != null && remaining[0]-- > 0) {
        long from = Math.max(written.position(), sector * sectorBytes);
        long to = Math.min(written.end(), (sector + 1) * sectorBytes);
        int offset = (int) (from - written.position());
        file.durable().put(from, written.bytes(), offset, (int) (to - from));
        kept += to - from;
      }
    }
    return kept;
  }

  private long first(Written written) {
    return written.position() / sectorBytes;
  }
}
