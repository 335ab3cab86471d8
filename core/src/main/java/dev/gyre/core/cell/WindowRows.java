package dev.gyre.core.cell;

import java.util.Arrays;

/**
 * Rows of a {@link WriteWindow}: seven words each, (stamp, client, sequence) of the write, (origin,
 * birth, counter) of a dot, and whether the write was retried. Ascending in that order, so the rows
 * of one write are neighbours.
 */
final class WindowRows {
  static final int CLIENT = 1;
  static final int SEQUENCE = 2;
  static final int ORIGIN = 3;
  static final int BIRTH = 4;
  static final int COUNTER = 5;
  static final int RETRIED = 6;
  static final int WIDTH = 7;

  /** The words that name a write and its time. */
  static final int WRITE = ORIGIN;

  private WindowRows() {}

  /** Compares two rows by their first words. */
  static int compare(long[] left, int mine, long[] right, int theirs, int words) {
    for (int i = 0; i < words; i++) {
      if (left[mine + i] != right[theirs + i]) {
        return Long.compare(left[mine + i], right[theirs + i]);
      }
    }
    return 0;
  }

  /** How many writes the first {@code length} words hold. */
  static int writes(long[] rows, int length) {
    int writes = 0;
    for (int at = 0; at < length; at = endOfWrite(rows, at, length)) {
      writes++;
    }
    return writes;
  }

  /** Where the rows of the write at {@code at} end. */
  static int endOfWrite(long[] rows, int at, int length) {
    int end = at + WIDTH;
    while (end < length && compare(rows, at, rows, end, WRITE) == 0) {
      end += WIDTH;
    }
    return end;
  }

  /** Both sorted arrays as one; what is in both is there once. */
  static long[] zip(long[] left, long[] right) {
    long[] both = new long[left.length + right.length];
    int length = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < left.length || theirs < right.length) {
      int order = order(left, mine, right, theirs);
      System.arraycopy(order <= 0 ? left : right, order <= 0 ? mine : theirs, both, length, WIDTH);
      length += WIDTH;
      mine += order <= 0 ? WIDTH : 0;
      theirs += order >= 0 ? WIDTH : 0;
    }
    return Arrays.copyOf(both, length);
  }

  private static int order(long[] left, int mine, long[] right, int theirs) {
    if (mine == left.length) {
      return 1;
    }
    return theirs == right.length ? -1 : compare(left, mine, right, theirs, WIDTH);
  }
}
