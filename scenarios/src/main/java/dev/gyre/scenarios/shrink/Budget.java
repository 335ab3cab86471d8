package dev.gyre.scenarios.shrink;

import java.util.function.BooleanSupplier;

/**
 * How long shrinking may go on.
 *
 * @param runs at most
 * @param ended asked before each run; the caller's clock, as nothing here has one
 */
public record Budget(int runs, BooleanSupplier ended) {
  public Budget {
    if (runs < 1) {
      throw new IllegalArgumentException("a budget has at least one run, not " + runs);
    }
  }

  public static Budget ofRuns(int runs) {
    return new Budget(runs, () -> false);
  }
}
