package dev.gyre.checker.history;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The arrays behind a history while it grows; about 60 bytes an operation. */
final class Columns {
  static final Outcome[] OUTCOMES = Outcome.values();
  private static final int INITIAL_CAPACITY = 64;

  int size;
  int[] process = new int[INITIAL_CAPACITY];
  int[] key = new int[INITIAL_CAPACITY];
  byte[] function = new byte[INITIAL_CAPACITY];
  byte[] outcome = new byte[INITIAL_CAPACITY];
  int[] input = new int[INITIAL_CAPACITY];
  int[] next = new int[INITIAL_CAPACITY];
  int[] output = new int[INITIAL_CAPACITY];
  long[] invoked = new long[INITIAL_CAPACITY];
  long[] completed = new long[INITIAL_CAPACITY];

  /** Null in a history without times. */
  long @Nullable [] startNanos;

  long @Nullable [] endNanos;

  Columns(boolean timed, int capacity) {
    if (capacity > INITIAL_CAPACITY) {
      resize(capacity);
    }
    if (timed) {
      startNanos = new long[process.length];
      endNanos = new long[process.length];
    }
  }

  int next() {
    if (size == process.length) {
      resize(size + (size >> 1));
    }
    return size++;
  }

  private void resize(int capacity) {
    process = Arrays.copyOf(process, capacity);
    key = Arrays.copyOf(key, capacity);
    function = Arrays.copyOf(function, capacity);
    outcome = Arrays.copyOf(outcome, capacity);
    input = Arrays.copyOf(input, capacity);
    next = Arrays.copyOf(next, capacity);
    output = Arrays.copyOf(output, capacity);
    invoked = Arrays.copyOf(invoked, capacity);
    completed = Arrays.copyOf(completed, capacity);
    if (startNanos != null && endNanos != null) {
      startNanos = Arrays.copyOf(startNanos, capacity);
      endNanos = Arrays.copyOf(endNanos, capacity);
    }
  }
}
