package dev.gyre.core.machine;

/**
 * From {@code minMillis} to before {@code maxMillis} (or exactly min when equal): the host picks.
 */
public record Delay(int minMillis, int maxMillis) {
  public Delay {
    if (minMillis < 0 || maxMillis < minMillis) {
      throw new IllegalArgumentException(
          "a delay is 0 <= min <= max: " + minMillis + ", " + maxMillis);
    }
  }

  public static Delay millis(int exactly) {
    return new Delay(exactly, exactly);
  }
}
