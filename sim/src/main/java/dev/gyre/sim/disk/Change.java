package dev.gyre.sim.disk;

import java.util.Comparator;

/** Something that reads show already, but that a crash may undo. */
sealed interface Change {
  Comparator<Change> IN_ORDER = Comparator.comparingLong(Change::order);

  /** Its place in the sequence of all changes to the disk. */
  long order();

  /** A change within one file. */
  sealed interface FileChange extends Change {
    FileState file();
  }

  /** A change of names. */
  sealed interface NameChange extends Change {}

  /**
   * Bytes put in place.
   *
   * @param bytes never written again
   * @param grows whether it made the file larger, which is metadata
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and a copy would cost.
  record Written(long order, FileState file, long position, byte[] bytes, boolean grows)
      implements FileChange {
    long end() {
      return position + bytes.length;
    }
  }

  record Resized(long order, FileState file, long before, long after) implements FileChange {}

  record Linked(long order, String name, FileState file) implements NameChange {}

  record Renamed(long order, String from, String to) implements NameChange {}

  record Unlinked(long order, String name) implements NameChange {}
}
