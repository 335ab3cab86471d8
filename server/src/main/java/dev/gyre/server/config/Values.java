package dev.gyre.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns texts into values and collects every problem, so that an operator sees all of them at once.
 */
final class Values {
  private final Configuration configuration;
  private final List<String> problems = new ArrayList<>();

  Values(Configuration configuration) {
    this.configuration = configuration;
  }

  /** The parsed value, or null after noting a problem or when there is none. */
  <T> @Nullable T optional(Setting setting, Function<String, T> parse) {
    Optional<Sourced> found = configuration.get(setting);
    if (found.isEmpty() || found.get().text().isBlank()) {
      return null;
    }
    try {
      return parse.apply(found.get().text().strip());
    } catch (IllegalArgumentException wrong) {
      problem(setting, String.valueOf(wrong.getMessage()));
      return null;
    }
  }

  /** As {@link #optional}, and its absence is a problem. */
  <T> @Nullable T required(Setting setting, Function<String, T> parse) {
    if (configuration.get(setting).map(Sourced::text).orElse("").isBlank()) {
      problems.add(
          setting.name()
              + " is missing ("
              + setting.meaning()
              + "): set it in the file, as "
              + setting.flag()
              + " or as "
              + setting.environment());
      return null;
    }
    return optional(setting, parse);
  }

  long number(Setting setting, long least, long most) {
    return within(setting, least, most, Values::parseNumber);
  }

  long bytes(Setting setting, long least, long most) {
    return within(setting, least, most, Quantity::bytes);
  }

  int millis(Setting setting, long least, long most) {
    return (int) within(setting, least, most, Quantity::millis);
  }

  boolean flag(Setting setting) {
    Boolean value = required(setting, Values::parseBoolean);
    return value != null && value;
  }

  String oneOf(Setting setting, List<String> words) {
    String value =
        required(
            setting,
            text -> {
              if (!words.contains(text)) {
                throw new IllegalArgumentException(
                    "is one of "
                        + String.join(", ", words)
                        + ", not \""
                        + text
                        + "\""
                        + Nearest.hint(text, words));
              }
              return text;
            });
    return value == null ? words.getFirst() : value;
  }

  void problem(Setting setting, String sentence) {
    String origin = configuration.get(setting).map(found -> found.origin().text()).orElse("unset");
    problems.add(setting.name() + " " + sentence + " (" + origin + ")");
  }

  boolean hasProblems() {
    return !problems.isEmpty();
  }

  void check() throws ConfigurationException {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private long within(Setting setting, long least, long most, Function<String, Long> parse) {
    Long value = required(setting, parse);
    if (value == null) {
      return least;
    }
    if (value < least || value > most) {
      problem(setting, "is between " + least + " and " + most + ", not " + value);
    }
    return value;
  }

  private static long parseNumber(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("is a whole number, not \"" + text + "\"");
    }
    return Long.parseLong(text);
  }

  private static boolean parseBoolean(String text) {
    return switch (text) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException("is true or false, not \"" + text + "\"");
    };
  }
}
