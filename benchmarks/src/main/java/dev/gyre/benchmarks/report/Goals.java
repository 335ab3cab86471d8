package dev.gyre.benchmarks.report;

import dev.gyre.benchmarks.load.Load;

/** The share of the bare ceiling that a store should reach (the design's section 10). */
public final class Goals {
  private static final int FEW_CLIENTS = 8;

  private Goals() {}

  /** Half for puts of few clients, 0.4 for the rest. */
  public static double shareOfCeiling(Load load) {
    return switch (load.workload()) {
      case PUT -> load.clients() <= FEW_CLIENTS ? 0.5 : 0.4;
      case READ95, GET -> 0.4;
    };
  }
}
