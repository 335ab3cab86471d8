package dev.gyre.client.machine;

import dev.gyre.core.machine.Delay;

/**
 * Exponential backoff with jitter over the upper half (Brooker, "Exponential Backoff and Jitter",
 * AWS 2015: "equal jitter"), so that clients that failed together do not come back together.
 */
public record Backoff(int firstMillis, int mostMillis) {
  public Backoff {
    if (firstMillis < 1 || mostMillis < firstMillis) {
      throw new IllegalArgumentException(
          "a backoff is 1 <= first <= most, not " + firstMillis + ", " + mostMillis);
    }
  }

  /** After the {@code failures}-th failure in a row, from 1. */
  public Delay after(int failures) {
    int doublings = Math.clamp(failures - 1, 0, Integer.SIZE - 2);
    int upper = (int) Math.min(mostMillis, (long) firstMillis << doublings);
    return new Delay(upper / 2, upper + 1);
  }

  /** The same, but leaving at least half of {@code remainingMillis}: a rest must not be the end. */
  public Delay after(int failures, long remainingMillis) {
    Delay full = after(failures);
    int bound = (int) Math.min(Integer.MAX_VALUE, Math.max(0, remainingMillis / 2));
    return new Delay(Math.min(full.minMillis(), bound), Math.min(full.maxMillis(), bound));
  }
}
