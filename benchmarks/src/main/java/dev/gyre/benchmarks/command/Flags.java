package dev.gyre.benchmarks.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A command line of {@code --name value} pairs over defaults that also say what is known. */
public final class Flags {
  private final Map<String, String> values;

  private Flags(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads a command line.
   *
   * @param defaults every known flag, without its dashes, and its value when it is not given
   * @throws IllegalArgumentException for an unknown flag or one without value, saying what is known
   */
  public static Flags parse(Map<String, String> defaults, String... arguments) {
    Map<String, String> values = new TreeMap<>(defaults);
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
      if (!defaults.containsKey(name)) {
        throw new IllegalArgumentException(
            "unknown flag " + arguments[i] + "; known are " + usage(defaults));
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " needs a value");
      }
      values.put(name, arguments[i + 1]);
    }
    return new Flags(values);
  }

  private static String usage(Map<String, String> defaults) {
    List<String> known = new ArrayList<>();
    new TreeMap<>(defaults).forEach((name, value) -> known.add("--" + name + " " + value));
    return String.join(", ", known);
  }

  /** The value of a known flag. */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no flag " + name);
    }
    return value;
  }

  /** A whole number of at least 1. */
  public int count(String name) {
    return count(name, text(name));
  }

  /** A comma-separated list of whole numbers of at least 1. */
  public List<Integer> counts(String name) {
    return list(name, text -> count(name, text));
  }

  /** A comma-separated list of names of constants, in lower case. */
  public <E extends Enum<E>> List<E> constants(String name, Class<E> type) {
    return list(name, text -> constant(name, text, type));
  }

  private <T> List<T> list(String name, Function<String, T> read) {
    return Arrays.stream(text(name).split(",", -1)).map(String::strip).map(read).toList();
  }

  private static int count(String name, String text) {
    try {
      int count = Integer.parseInt(text);
      if (count >= 1) {
        return count;
      }
    } catch (NumberFormatException notANumber) {
      // said below, as for a number that is too small
    }
    throw new IllegalArgumentException(
        "--" + name + " takes whole numbers of at least 1, not '" + text + "'");
  }

  private static <E extends Enum<E>> E constant(String name, String text, Class<E> type) {
    List<String> known = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String spelling = constant.name().toLowerCase(Locale.ROOT);
      if (spelling.equals(text)) {
        return constant;
      }
      known.add(spelling);
    }
    throw new IllegalArgumentException(
        "--" + name + " takes " + String.join(", ", known) + ", not '" + text + "'");
  }
}
