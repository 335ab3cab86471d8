package dev.gyre.benchmarks.load;

/** When a measurement starts and ends, in {@link System#nanoTime()}; what is before is warm-up. */
record Window(long fromNanos, long toNanos) {

  static Window after(long nowNanos, Timing timing) {
    long fromNanos = nowNanos + timing.warmUpNanos();
    return new Window(fromNanos, fromNanos + timing.measuredNanos());
  }

  boolean contains(long nanos) {
    return nanos - fromNanos >= 0 && !isOver(nanos);
  }

  boolean isOver(long nanos) {
    return nanos - toNanos >= 0;
  }
}
