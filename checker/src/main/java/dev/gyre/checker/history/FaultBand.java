package dev.gyre.checker.history;

import java.util.Objects;

/**
 * A stretch of time in which something was broken on purpose; shown behind the operations.
 *
 * @param name what was done, in words
 * @param startNanos inclusive
 * @param endNanos exclusive
 */
public record FaultBand(String name, long startNanos, long endNanos) {
  /** Refuses a band that ends before it starts. */
  public FaultBand {
    Objects.requireNonNull(name, "name");
    if (endNanos < startNanos) {
      throw new IllegalArgumentException(
          "fault " + name + " ends at " + endNanos + ", before its start " + startNanos);
    }
  }
}
