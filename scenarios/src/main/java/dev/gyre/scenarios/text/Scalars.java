package dev.gyre.scenarios.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts, numbers, sizes and durations; whatever is written is read back exactly. */
final class Scalars {
  static final Form<String> TEXT = new Phrase<>("a text", false, text -> text, text -> text);
  static final Form<Boolean> TRUTH =
      new Phrase<>("true or false", true, String::valueOf, Scalars::truth);
  static final Form<Long> LONG =
      new Phrase<>("a whole number", true, String::valueOf, Scalars::whole);
  static final Form<Integer> INT = narrow(LONG);
  static final Form<Double> DOUBLE =
      new Phrase<>("a number", true, Scalars::write, Scalars::number);

  /** {@code 64KiB}; a number alone counts bytes. */
  static final Form<Long> BYTES =
      new Phrase<>("a size such as 64KiB", false, Scalars::writeBytes, Scalars::bytes);

  static final Form<Integer> INT_BYTES = narrow(BYTES);

  /** {@code 200ms}, in the largest unit that is exact. */
  static final Form<Duration> DURATION =
      new Phrase<>("a duration such as 200ms", false, Scalars::write, Scalars::duration);

  /** A number of milliseconds that is written as a duration. */
  static final Form<Integer> MILLIS =
      DURATION.as(Scalars::millis, millis -> Duration.ofMillis(millis));

  private static final Pattern MEASURE = Pattern.compile("(-?\\d{1,25}(?:\\.\\d{1,25})?) ?(\\S*)");

  /** A unit and how many of the smallest it is. */
  private record Unit(String name, long size) {}

  private static final Unit[] TIMES = {
    new Unit("h", 3_600_000_000_000L),
    new Unit("m", 60_000_000_000L),
    new Unit("s", 1_000_000_000),
    new Unit("ms", 1_000_000),
    new Unit("us", 1_000),
    new Unit("ns", 1)
  };
  private static final Unit[] SIZES = {
    new Unit("GiB", 1 << 30), new Unit("MiB", 1 << 20), new Unit("KiB", 1 << 10), new Unit("", 1)
  };

  private Scalars() {}

  static String write(Duration span) {
    return write(span.toNanos(), TIMES, "0s");
  }

  static Duration duration(String text) {
    return Duration.ofNanos(
        measure(text, TIMES, "a duration", "5s or 200ms", "h, m, s, ms, us, ns"));
  }

  private static String writeBytes(long bytes) {
    return write(bytes, SIZES, "0");
  }

  private static long bytes(String text) {
    return measure(text, SIZES, "a size", "64KiB", "KiB, MiB, GiB, or none");
  }

  private static String write(long value, Unit[] units, String zero) {
    for (Unit unit : units) {
      if (value != 0 && value % unit.size() == 0) {
        return value / unit.size() + unit.name();
      }
    }
    return zero;
  }

  private static long measure(
      String text, Unit[] units, String what, String example, String known) {
    Matcher matcher = MEASURE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not " + what + "; write it like " + example);
    }
    for (Unit unit : units) {
      if (unit.name().equals(matcher.group(2))) {
        return exact(text, new BigDecimal(matcher.group(1)), unit);
      }
    }
    throw new IllegalArgumentException(
        "\""
            + text
            + "\" is not "
            + what
            + "; write it like "
            + example
            + " (units: "
            + known
            + ")");
  }

  private static long exact(String text, BigDecimal number, Unit unit) {
    try {
      return number.multiply(BigDecimal.valueOf(unit.size())).longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("\"" + text + "\" is too large, or too fine", e);
    }
  }

  private static int millis(Duration span) {
    long millis = span.toMillis();
    if (millis != (int) millis || !Duration.ofMillis(millis).equals(span)) {
      throw new IllegalArgumentException("whole milliseconds are wanted, not " + write(span));
    }
    return (int) millis;
  }

  private static Form<Integer> narrow(Form<Long> form) {
    return form.as(
        number -> {
          if (number != number.intValue()) {
            throw new IllegalArgumentException(number + " is too large");
          }
          return number.intValue();
        },
        Integer::longValue);
  }

  private static boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("true or false is wanted, not \"" + text + "\"");
    }
    return text.equals("true");
  }

  static long whole(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a whole number is wanted, not \"" + text + "\"", e);
    }
  }

  private static String write(double number) {
    String text = Double.toString(number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a number is wanted, not \"" + text + "\"", e);
    }
  }
}
