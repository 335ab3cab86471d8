package dev.gyre.checker.linear;

import dev.gyre.checker.history.History;

/**
 * The operations of a history, sorted by object and within it by invocation. An object is a key, or
 * the whole history when the model does not split.
 */
final class ObjectSplit {
  /** Operations; those of object {@code o} at {@code [from[o], from[o + 1])}. */
  final int[] operations;

  final int[] from;

  private ObjectSplit(int[] operations, int[] from) {
    this.operations = operations;
    this.from = from;
  }

  static ObjectSplit of(History history, boolean byKey) {
    int size = history.size();
    int objects = byKey ? history.keys().size() : 1;
    int[] from = new int[objects + 1];
    for (int i = 0; i < size; i++) {
      from[(byKey ? history.key(i) : 0) + 1]++;
    }
    for (int o = 0; o < objects; o++) {
      from[o + 1] += from[o];
    }
    int[] operations = new int[size];
    int[] filled = from.clone();
    for (int i = 0; i < size; i++) {
      operations[filled[byKey ? history.key(i) : 0]++] = i;
    }
    ObjectSplit split = new ObjectSplit(operations, from);
    split.sort(history);
    return split;
  }

  private void sort(History history) {
    if (ordered(history)) {
      return;
    }
    long[] invoked = {};
    for (int o = 0; o + 1 < from.length; o++) {
      if (!sorted(history, o)) {
        invoked = invoked.length == 0 ? positions(history) : invoked;
        IndexSort.sort(operations, from[o], from[o + 1], invoked);
      }
    }
  }

  /** Whether the record as a whole is ordered by invocation, as most are. */
  private static boolean ordered(History history) {
    for (int i = 1; i < history.size(); i++) {
      if (history.invoked(i) < history.invoked(i - 1)) {
        return false;
      }
    }
    return true;
  }

  private boolean sorted(History history, int object) {
    for (int i = from[object] + 1; i < from[object + 1]; i++) {
      if (history.invoked(operations[i]) < history.invoked(operations[i - 1])) {
        return false;
      }
    }
    return true;
  }

  private static long[] positions(History history) {
    long[] invoked = new long[history.size()];
    for (int i = 0; i < invoked.length; i++) {
      invoked[i] = history.invoked(i);
    }
    return invoked;
  }

  int objects() {
    return from.length - 1;
  }

  int size(int object) {
    return from[object + 1] - from[object];
  }
}
