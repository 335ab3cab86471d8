package dev.gyre.core.coordinate;

import dev.gyre.core.machine.Quorum;

/**
 * What the owners of a key have said to a get so far: lanes, which are merged, or digests of lanes.
 * Sets of owners are bit sets over their positions.
 *
 * @param digests by position: of what the owner holds, where {@code known} says so. Owners only
 *     ever learn, so it may be out of date in one direction alone
 * @param known owners that have told a digest or a lane
 * @param read owners whose lane is merged in
 * @param refused owners that refused, and have said nothing else
 * @param merged all that were told, as one
 * @param digest of {@code merged}
 */
record Answers(long[] digests, int known, int read, int refused, Both merged, long digest) {

  static Answers none(int owners) {
    return new Answers(new long[owners], 0, 0, 0, Both.NOTHING, Both.NOTHING.digest());
  }

  Answers found(int position, Both cell, int windowEntries) {
    long told = cell.digest();
    boolean same = read != 0 && told == digest;
    Both both = same ? merged : merged.and(cell, windowEntries);
    int bit = 1 << position;
    return new Answers(
        with(position, told),
        known | bit,
        read | bit,
        refused & ~bit,
        both,
        same ? digest : both.digest());
  }

  Answers told(int position, long told) {
    int bit = 1 << position;
    return new Answers(with(position, told), known | bit, read, refused & ~bit, merged, digest);
  }

  /** The owner holds all that is merged. */
  Answers stored(int position) {
    return told(position, digest);
  }

  Answers refused(int position) {
    int bit = 1 << position;
    return (known & bit) != 0
        ? this
        : new Answers(digests, known, read, refused | bit, merged, digest);
  }

  private long[] with(int position, long told) {
    long[] next = digests.clone();
    next[position] = told;
    return next;
  }

  /** Owners of which everything is merged in: read, or equal to one that was. */
  int covered() {
    int covered = read;
    for (int left = known & ~read; left != 0; left &= left - 1) {
      int position = Integer.numberOfTrailingZeros(left);
      if (read != 0 && (digests[position] == digest || isOneThatWasRead(digests[position]))) {
        covered |= 1 << position;
      }
    }
    return covered;
  }

  private boolean isOneThatWasRead(long told) {
    for (int left = read; left != 0; left &= left - 1) {
      if (digests[Integer.numberOfTrailingZeros(left)] == told) {
        return true;
      }
    }
    return false;
  }

  /** Owners that told a digest which stands for something unread. */
  int unread() {
    return known & ~covered();
  }

  /** Owners that hold all that is merged. */
  int holders() {
    int holders = 0;
    for (int left = known; left != 0; left &= left - 1) {
      int position = Integer.numberOfTrailingZeros(left);
      holders |= digests[position] == digest ? 1 << position : 0;
    }
    return holders;
  }

  /** Owners that hold something else than all that is merged. */
  int behind() {
    return known & ~holders();
  }

  /** Whether {@code need} owners are covered. */
  Quorum covered(int need) {
    int covered = covered();
    return new Quorum(need, digests.length, covered, refused & ~covered);
  }

  /** Whether {@code need} owners hold all that is merged. */
  Quorum held(int need) {
    int holders = holders();
    return new Quorum(need, digests.length, holders, refused & ~holders);
  }
}
