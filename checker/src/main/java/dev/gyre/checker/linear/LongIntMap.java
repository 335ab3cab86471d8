package dev.gyre.checker.linear;

import java.util.Arrays;

/** A map from longs to non-negative integers, by open addressing. */
final class LongIntMap {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[64];
  private int[] values = new int[64];
  private int size;

  LongIntMap() {
    Arrays.fill(values, -1);
  }

  /** The value of a key, or −1. */
  int get(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * MULTIPLIER) >>> 32) & mask;
    while (values[slot] >= 0) {
      if (keys[slot] == key) {
        return values[slot];
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  void put(long key, int value) {
    int mask = keys.length - 1;
    int slot = (int) ((key * MULTIPLIER) >>> 32) & mask;
    while (values[slot] >= 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    if (values[slot] < 0) {
      size++;
    }
    keys[slot] = key;
    values[slot] = value;
    if (size * 2 > keys.length) {
      grow();
    }
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new int[oldKeys.length * 2];
    Arrays.fill(values, -1);
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] >= 0) {
        put(oldKeys[i], oldValues[i]);
      }
    }
  }
}
