package dev.gyre.checker.eventual;

import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.Outcome;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The writes of one register and the reads of each, in columns. A write ends, at the latest, when
 * the first read of its value does: it had happened by then. Write 0 is the initial value, before
 * everything. Writes of unknown outcome that nobody read are gone, as are reads of unknown outcome.
 */
final class Versions {
  private static final int SEVERAL = -2;
  private static final long BEFORE_ALL = -1;

  int writes = 1;
  final long[] start;
  final long[] finish;
  int reads;
  final long[] readStart;
  final long[] readFinish;

  /** The write whose value a read returned. */
  final int[] source;

  /** The operation's number in the history. */
  final int[] readIndex;

  /** Why no order explains some read, or empty. */
  String impossible = "";

  /** That read's number in the history. */
  int impossibleRead;

  /** Whether a value that was read had been written twice. */
  boolean ambiguous;

  private final History history;

  Versions(History history, List<Integer> operations, Object initial) {
    this.history = history;
    int size = operations.size();
    start = new long[size + 1];
    finish = new long[size + 1];
    readStart = new long[size];
    readFinish = new long[size];
    source = new int[size];
    readIndex = new int[size];
    start[0] = BEFORE_ALL;
    finish[0] = BEFORE_ALL;
    Map<Integer, Integer> writers = new HashMap<>();
    int first = initial == Absent.ABSENT ? 0 : history.values().find(initial);
    writers.put(first, 0);
    for (int index : operations) {
      write(index, writers);
    }
    for (int index : operations) {
      read(index, writers);
    }
    dropUnread();
  }

  private void write(int index, Map<Integer, Integer> writers) {
    boolean effective =
        history.outcome(index) == Outcome.OK || history.outcome(index) == Outcome.UNKNOWN;
    if (history.function(index) == Functions.WRITE && effective) {
      start[writes] = history.invoked(index);
      finish[writes] = history.completed(index);
      writers.merge(history.input(index), writes++, (one, other) -> SEVERAL);
    }
  }

  private void read(int index, Map<Integer, Integer> writers) {
    if (history.function(index) != Functions.READ || history.outcome(index) != Outcome.OK) {
      return;
    }
    int writer = writers.getOrDefault(history.output(index), -1);
    if (writer == SEVERAL) {
      ambiguous = true;
      return;
    }
    if (writer < 0 || start[writer] > history.completed(index)) {
      impossibleRead = index;
      impossible = "the " + history.operation(index) + " of process " + history.process(index);
      impossible += writer < 0 ? " was never written" : " ended before its write began";
      return;
    }
    readStart[reads] = history.invoked(index);
    readFinish[reads] = history.completed(index);
    source[reads] = writer;
    readIndex[reads++] = index;
    finish[writer] = Math.min(finish[writer], history.completed(index));
  }

  private void dropUnread() {
    int[] renamed = new int[writes];
    int kept = 0;
    for (int w = 0; w < writes; w++) {
      renamed[w] = kept;
      if (finish[w] != History.OPEN) {
        start[kept] = start[w];
        finish[kept++] = finish[w];
      }
    }
    writes = kept;
    for (int r = 0; r < reads; r++) {
      source[r] = renamed[source[r]];
    }
  }

  /** The numbers 0 to size − 1 in ascending order of a column. */
  static int[] ascending(long[] column, int size) {
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(column[a], column[b]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }
}
