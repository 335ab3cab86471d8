package dev.gyre.server.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and durations as people write them. Each method throws with a sentence that says how. */
public final class Quantity {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})\\s*([A-Za-z]*)");
  private static final Map<String, Long> BYTES =
      Map.of("", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);

  private Quantity() {}

  /** {@code 4096}, {@code 64KiB}, {@code 8MiB}, {@code 1GiB}. */
  public static long bytes(String text) {
    return parse(text, BYTES, "a size like 4096, 64KiB or 8MiB");
  }

  /** {@code 500ms}, {@code 2s}, {@code 1m}, {@code 1h}. */
  public static long millis(String text) {
    return parse(text, MILLIS, "a duration like 500ms, 2s or 1m");
  }

  private static long parse(String text, Map<String, Long> units, String form) {
    Matcher matcher = FORM.matcher(text.strip());
    Long unit = matcher.matches() ? units.get(matcher.group(2)) : null;
    if (unit == null) {
      throw new IllegalArgumentException("is " + form + ", not \"" + text + "\"");
    }
    return Long.parseLong(matcher.group(1)) * unit;
  }
}
