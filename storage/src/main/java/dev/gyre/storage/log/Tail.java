package dev.gyre.storage.log;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What follows the last good group of a log. Segments are zeros where nothing was written, and
 * every group ends in a byte that is not zero; so a write that was cut off leaves zeros where
 * sectors or the end are missing. Bytes that are all there and yet are no group were a group once:
 * that one was forced, perhaps, and acknowledged (Alagappan et al., "Protocol-Aware Recovery for
 * Consensus-Based Storage", FAST 2018, on telling the two apart).
 *
 * <p>A rotten last group with a whole sector of zeros in it passes for a torn one.
 */
enum Tail {
  /** Nothing was begun. */
  BLANK,
  /** A write that no force followed. */
  TORN,
  /** A group that was there. */
  ROTTEN;

  private static final int SECTOR_BYTES = 512;
  private static final byte[] ZEROS = new byte[4096];

  static Tail of(byte[] bytes, int end, long segment) {
    int last = lastNonZero(bytes, end);
    if (last < end) {
      return BLANK;
    }
    Group group = Group.headerAt(bytes, end, segment);
    int header = Math.min(bytes.length, end + Group.HEADER_BYTES);
    int mustBeThere = group == null ? header : header + group.payloadBytes();
    boolean cut = last < mustBeThere - 1;
    return cut || lacksSector(bytes, end, mustBeThere) ? TORN : ROTTEN;
  }

  /** Where the last byte is that is not zero, or before {@code from} when there is none. */
  static int lastNonZero(byte[] bytes, int from) {
    int end = bytes.length;
    while (end - from >= ZEROS.length && isZero(bytes, end - ZEROS.length, end)) {
      end -= ZEROS.length;
    }
    int last = end - 1;
    while (last >= from && bytes[last] == 0) {
      last--;
    }
    return last;
  }

  /** Whether the part of some sector that lies in the range is all zeros. */
  private static boolean lacksSector(byte[] bytes, int from, int to) {
    int start = from;
    while (start < to) {
      int end = Math.min(to, (start / SECTOR_BYTES + 1) * SECTOR_BYTES);
      if (isZero(bytes, start, end)) {
        return true;
      }
      start = end;
    }
    return false;
  }

  /** At most a page of them. */
  private static boolean isZero(byte[] bytes, int from, int to) {
    return Arrays.equals(bytes, from, to, ZEROS, 0, to - from);
  }

  /** The worse of the two. */
  Tail and(@Nullable Tail other) {
    return other == null || compareTo(other) >= 0 ? this : other;
  }
}
