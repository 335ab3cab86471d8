package dev.gyre.benchmarks.drill;

import dev.gyre.client.GyreException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** What became of every write; one entry a key. May be used by any thread. */
final class Ledger {
  /** How a write ended, as the client said. */
  enum Ending {
    NOT_WRITTEN,
    ACKNOWLEDGED,
    NOT_APPLIED,
    UNKNOWN
  }

  private static final Ending[] ENDINGS = Ending.values();

  /** By key: the position of its ending. */
  private final AtomicIntegerArray endings;

  Ledger(int keys) {
    this.endings = new AtomicIntegerArray(keys);
  }

  void acknowledged(int key) {
    set(key, Ending.ACKNOWLEDGED);
  }

  void failed(int key, Throwable failure) {
    set(key, failure instanceof GyreException.NotApplied ? Ending.NOT_APPLIED : Ending.UNKNOWN);
  }

  private void set(int key, Ending ending) {
    endings.set(key, Arrays.asList(ENDINGS).indexOf(ending));
  }

  Ending ending(int key) {
    return ENDINGS[endings.get(key)];
  }

  int keys() {
    return endings.length();
  }

  /** How many writes ended in each way. */
  Map<Ending, Integer> counts() {
    Map<Ending, Integer> counts = new TreeMap<>();
    for (Ending ending : ENDINGS) {
      counts.put(ending, 0);
    }
    for (int key = 0; key < keys(); key++) {
      counts.merge(ending(key), 1, Integer::sum);
    }
    return counts;
  }
}
