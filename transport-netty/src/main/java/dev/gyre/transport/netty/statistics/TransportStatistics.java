package dev.gyre.transport.netty.statistics;

import java.util.Collections;
import java.util.Map;

/** The counts at one moment, in the order of {@link Counter}. */
public record TransportStatistics(Map<Counter, Long> counts) {
  public TransportStatistics {
    counts = Collections.unmodifiableMap(counts);
  }

  public long get(Counter counter) {
    return counts.getOrDefault(counter, 0L);
  }
}
