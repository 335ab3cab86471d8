package dev.gyre.checker.linear;

import java.util.Arrays;

/**
 * A set of configurations without those that others dominate.
 *
 * <p>Of two with the same position, state and linearized mutators, the one that has linearized more
 * reads and used fewer optional operations can do whatever the other can, so the other is dropped.
 */
final class ConfigurationTable {
  /** The answer to an addition that another configuration makes pointless. */
  static final int DOMINATED = -1;

  /** The answer to an addition that the budget has no memory for. */
  static final int FULL = -2;

  private static final int NONE = -1;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final int INITIAL = 64;

  private final Layout layout;
  private final Budget budget;
  private long[] words;
  private int[] next = new int[INITIAL];
  private int[] trail = new int[INITIAL];
  private boolean[] dead = new boolean[INITIAL];
  private int[] heads = new int[INITIAL * 2];
  private int size;
  private int living;

  ConfigurationTable(Layout layout, Budget budget) {
    this.layout = layout;
    this.budget = budget;
    words = new long[INITIAL * layout.words];
    Arrays.fill(heads, NONE);
  }

  int size() {
    return size;
  }

  int living() {
    return living;
  }

  boolean dead(int entry) {
    return dead[entry];
  }

  int trail(int entry) {
    return trail[entry];
  }

  int state(int entry) {
    return Layout.state(words, entry * layout.words);
  }

  void copy(int entry, long[] into) {
    System.arraycopy(words, entry * layout.words, into, 0, layout.words);
  }

  /** Empties it and gives its memory back to the budget. */
  void release() {
    budget.take(bytes(INITIAL) - bytes(next.length));
    allocate();
  }

  private void allocate() {
    words = new long[INITIAL * layout.words];
    next = new int[INITIAL];
    trail = new int[INITIAL];
    dead = new boolean[INITIAL];
    heads = new int[INITIAL * 2];
    Arrays.fill(heads, NONE);
    size = 0;
    living = 0;
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      heads[bucket(words, i * layout.words)] = NONE;
    }
    size = 0;
    living = 0;
  }

  /** Adds a configuration; its number, {@link #DOMINATED} or {@link #FULL}. */
  int add(long[] configuration, int trailId) {
    int bucket = bucket(configuration, 0);
    int before = NONE;
    for (int entry = heads[bucket]; entry != NONE; entry = next[entry]) {
      int from = entry * layout.words;
      if (same(from, configuration)) {
        if (dominates(words, from, configuration, 0)) {
          return DOMINATED;
        }
        if (dominates(configuration, 0, words, from)) {
          kill(bucket, before, entry);
          continue;
        }
      }
      before = entry;
    }
    if (size == next.length && !grow()) {
      return FULL;
    }
    bucket = bucket(configuration, 0);
    System.arraycopy(configuration, 0, words, size * layout.words, layout.words);
    trail[size] = trailId;
    dead[size] = false;
    next[size] = heads[bucket];
    heads[bucket] = size;
    living++;
    return size++;
  }

  private void kill(int bucket, int before, int entry) {
    dead[entry] = true;
    living--;
    if (before == NONE) {
      heads[bucket] = next[entry];
    } else {
      next[before] = next[entry];
    }
  }

  private boolean same(int from, long[] other) {
    for (int i = 0; i < layout.readers; i++) {
      if (words[from + i] != other[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean dominates(long[] one, int from, long[] other, int otherFrom) {
    for (int i = layout.readers; i < layout.optionals; i++) {
      if ((other[otherFrom + i] & ~one[from + i]) != 0) {
        return false;
      }
    }
    for (int i = layout.optionals; i < layout.words; i++) {
      if ((one[from + i] & ~other[otherFrom + i]) != 0) {
        return false;
      }
    }
    return true;
  }

  private int bucket(long[] from, int at) {
    long hash = 0;
    for (int i = 0; i < layout.readers; i++) {
      hash = (hash ^ from[at + i]) * MULTIPLIER;
      hash ^= hash >>> 32;
    }
    return (int) hash & heads.length - 1;
  }

  private long bytes(int capacity) {
    return capacity * (layout.words * 8L + 17);
  }

  private boolean grow() {
    int capacity = next.length * 2;
    if ((long) capacity * layout.words > Integer.MAX_VALUE - 8
        || !budget.take(bytes(capacity) - bytes(next.length))) {
      return false;
    }
    words = Arrays.copyOf(words, capacity * layout.words);
    next = Arrays.copyOf(next, capacity);
    trail = Arrays.copyOf(trail, capacity);
    dead = Arrays.copyOf(dead, capacity);
    heads = new int[capacity * 2];
    Arrays.fill(heads, NONE);
    for (int i = 0; i < size; i++) {
      if (!dead[i]) {
        int bucket = bucket(words, i * layout.words);
        next[i] = heads[bucket];
        heads[bucket] = i;
      }
    }
    return true;
  }
}
