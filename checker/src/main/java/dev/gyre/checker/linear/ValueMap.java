package dev.gyre.checker.linear;

/**
 * A map from value numbers to integers that is emptied in no time, so that ten thousand keys can
 * share one.
 */
final class ValueMap {
  static final int NONE = -1;

  private final int[] entries;
  private final int[] stamps;
  private int stamp;

  ValueMap(int values) {
    entries = new int[values];
    stamps = new int[values];
  }

  void clear() {
    stamp++;
  }

  int get(int value) {
    return stamps[value] == stamp ? entries[value] : NONE;
  }

  void put(int value, int entry) {
    stamps[value] = stamp;
    entries[value] = entry;
  }
}
