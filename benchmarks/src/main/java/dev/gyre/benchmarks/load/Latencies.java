package dev.gyre.benchmarks.load;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.HdrHistogram.Histogram;

/**
 * Latencies recorded without contention: a histogram for every thread that completes operations,
 * added up when all have stopped.
 */
final class Latencies {
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Queue<Histogram> all = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<Histogram> own = ThreadLocal.withInitial(this::add);

  private Histogram add() {
    Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);
    all.add(histogram);
    return histogram;
  }

  void record(long latencyNanos) {
    own.get().recordValue(Math.max(0, latencyNanos));
  }

  /** All latencies in nanoseconds. Called once the recording threads were waited for. */
  Histogram total() {
    Histogram total = new Histogram(SIGNIFICANT_DIGITS);
    all.forEach(total::add);
    return total;
  }
}
