package dev.gyre.scenarios.tcp;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts, by kind, of what faults changed; from any thread. */
final class Effects {
  private final ConcurrentSkipListMap<String, LongAdder> counts = new ConcurrentSkipListMap<>();

  void count(String kind) {
    counts.computeIfAbsent(kind, unknown -> new LongAdder()).increment();
  }

  SortedMap<String, Long> counts() {
    TreeMap<String, Long> now = new TreeMap<>();
    counts.forEach((kind, count) -> now.put(kind, count.sum()));
    return now;
  }
}
