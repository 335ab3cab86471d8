package dev.gyre.benchmarks.load;

/** How long a load runs before it is measured, and measured. */
public record Timing(long warmUpNanos, long measuredNanos) {
  public Timing {
    if (warmUpNanos < 0 || measuredNanos <= 0) {
      throw new IllegalArgumentException("nothing would be measured");
    }
  }
}
