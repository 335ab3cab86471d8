package dev.gyre.benchmarks.load;

/** What the clients do. */
public enum Workload {
  /** Every operation is a put. */
  PUT(0),
  /** 95 gets in 100 operations, the rest puts. */
  READ95(95),
  /** Every operation is a get. */
  GET(100);

  private final int readPercent;

  Workload(int readPercent) {
    this.readPercent = readPercent;
  }

  /** Whether a draw from [0, 100) is a get. */
  boolean reads(int draw) {
    return draw < readPercent;
  }
}
