package dev.gyre.checker.linear;

import java.util.Arrays;

/** Sorts indices by a column of longs; stable, and quick on what is nearly sorted already. */
final class IndexSort {
  private IndexSort() {}

  /** The indices 0 to size − 1 in ascending order of their keys. */
  static int[] ascending(long[] keys, int size) {
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    sort(order, 0, size, keys);
    return order;
  }

  /** Sorts {@code order[from, to)} by the keys that its entries name: a bottom-up merge sort. */
  static void sort(int[] order, int from, int to, long[] keys) {
    int size = to - from;
    int[] other = null;
    for (int width = 1; width < size; width *= 2) {
      for (int low = from; low + width < to; low += 2 * width) {
        int middle = low + width;
        if (keys[order[middle - 1]] <= keys[order[middle]]) {
          continue;
        }
        if (other == null) {
          other = new int[(size + 1) / 2 + size];
        }
        merge(order, low, middle, Math.min(middle + width, to), keys, other);
      }
    }
  }

  private static void merge(int[] order, int low, int middle, int high, long[] keys, int[] other) {
    int left = middle - low;
    System.arraycopy(order, low, other, 0, left);
    int i = 0;
    int j = middle;
    int k = low;
    while (i < left && j < high) {
      order[k++] = keys[order[j]] < keys[other[i]] ? order[j++] : other[i++];
    }
    System.arraycopy(other, i, order, k, left - i);
  }
}
