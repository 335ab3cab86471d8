package dev.gyre.scenarios.chronicle;

import java.util.Arrays;

/** The columns of a chronicle while it grows; all of the same length. */
final class Columns {
  private static final int FIRST = 1024;
  private static final Kind[] KINDS = Kind.values();

  private int size;
  private byte[] kinds;
  long[] nanos;
  int[] places;
  int[] lives;
  int[] causes;
  int[] bases;
  int[] texts;
  int[] keys;
  int[] befores;
  int[] afters;

  /** The index in the history of an asking or an answer. */
  int[] operations;

  Columns(int room) {
    int length = Math.max(room, FIRST);
    kinds = new byte[length];
    nanos = new long[length];
    places = new int[length];
    lives = new int[length];
    causes = new int[length];
    bases = new int[length];
    texts = new int[length];
    keys = new int[length];
    befores = new int[length];
    afters = new int[length];
    operations = new int[length];
  }

  int size() {
    return size;
  }

  Kind kind(int entry) {
    return KINDS[kinds[entry]];
  }

  /** Adds an entry without links and returns its number; the caller fills in what else it has. */
  int add(long atNanos, int place, int life, Kind kind) {
    if (size == kinds.length) {
      grow(size * 2);
    }
    int entry = size++;
    nanos[entry] = atNanos;
    places[entry] = place;
    lives[entry] = life;
    kinds[entry] = (byte) kind.ordinal();
    causes[entry] = Chronicle.NONE;
    bases[entry] = Chronicle.NONE;
    operations[entry] = Chronicle.NONE;
    return entry;
  }

  /** Adds another's entry, with other links. */
  int copy(Columns from, int entry, int cause, int basis) {
    int added = add(from.nanos[entry], from.places[entry], from.lives[entry], from.kind(entry));
    causes[added] = cause;
    bases[added] = basis;
    texts[added] = from.texts[entry];
    keys[added] = from.keys[entry];
    befores[added] = from.befores[entry];
    afters[added] = from.afters[entry];
    operations[added] = from.operations[entry];
    return added;
  }

  private void grow(int length) {
    kinds = Arrays.copyOf(kinds, length);
    nanos = Arrays.copyOf(nanos, length);
    places = Arrays.copyOf(places, length);
    lives = Arrays.copyOf(lives, length);
    causes = Arrays.copyOf(causes, length);
    bases = Arrays.copyOf(bases, length);
    texts = Arrays.copyOf(texts, length);
    keys = Arrays.copyOf(keys, length);
    befores = Arrays.copyOf(befores, length);
    afters = Arrays.copyOf(afters, length);
    operations = Arrays.copyOf(operations, length);
  }
}
