package dev.gyre.checker.history;

/** Looks into numbers that ascend. */
public final class Ascending {
  private Ascending() {}

  /** How many of the ascending numbers are smaller than a bound. */
  public static int below(long[] ascending, long bound) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
