package dev.gyre.scenarios.dsl;

import java.time.Duration;

/** Bounds of durations and probabilities in scenarios. */
final class Spans {
  private static final Duration LONGEST = Duration.ofDays(1);

  private Spans() {}

  static void requirePositive(String what, Duration span) {
    if (span.isZero()) {
      throw new IllegalArgumentException(what + " is above 0");
    }
    requireNotNegative(what, span);
  }

  static void requireNotNegative(String what, Duration span) {
    if (span.isNegative() || span.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(what + " is from 0 to a day");
    }
  }

  static void requireProbability(String what, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(what + " is from 0 to 1, not " + probability);
    }
  }

  static void requireBetween(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " is from " + least + " to " + most + ", not " + value);
    }
  }
}
