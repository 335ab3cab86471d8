package dev.gyre.client;

import dev.gyre.core.cell.Lifetime;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Timeouts as options and addresses write them. */
final class Durations {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(ms|s|m)");

  private Durations() {}

  /** Returns its argument, which is from a millisecond to 24 days. */
  static Duration checkTimeout(Duration timeout) {
    if (timeout.isNegative() || timeout.toMillis() < 1 || timeout.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a timeout is from 1 ms to " + Integer.MAX_VALUE + " ms, not " + timeout);
    }
    return timeout;
  }

  /** As a command has it; throws when no value may live so long. */
  static Lifetime lifetime(Duration span) {
    return new Lifetime.For(span.toMillis());
  }

  static Duration parse(String text) {
    Matcher parts = TEXT.matcher(text.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      throw new IllegalArgumentException("a duration is written 500ms, 2s or 1m, not " + text);
    }
    long count = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      default -> Duration.ofMinutes(count);
    };
  }
}
