package dev.gyre.transport.netty.statistics;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts on one thread, the loop; may be read from any. One writer, so adding needs no atomic
 * read-modify-write.
 */
public final class Counters {
  private static final Counter[] ALL = Counter.values();

  private final AtomicLongArray values = new AtomicLongArray(ALL.length);

  public void increment(Counter counter) {
    add(counter, 1);
  }

  public void add(Counter counter, long count) {
    int index = counter.ordinal();
    values.setRelease(index, values.getPlain(index) + count);
  }

  public long get(Counter counter) {
    return values.getAcquire(counter.ordinal());
  }

  public TransportStatistics snapshot() {
    Map<Counter, Long> counts = new EnumMap<>(Counter.class);
    for (Counter counter : ALL) {
      counts.put(counter, get(counter));
    }
    return new TransportStatistics(counts);
  }
}
