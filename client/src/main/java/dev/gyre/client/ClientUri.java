package dev.gyre.client;

import dev.gyre.core.message.Consistency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code gyre://host:port,host:port?timeout=2s&consistency=quorum}, taken apart.
 *
 * @param timeout null when not given, like the consistency
 */
record ClientUri(
    List<String> seeds, @Nullable Duration timeout, @Nullable Consistency consistency) {
  private static final String SCHEME = "gyre://";
  private static final int MAX_PORT = 65_535;

  static ClientUri parse(String text) {
    if (!text.startsWith(SCHEME)) {
      throw wrong(text, "it must begin with " + SCHEME);
    }
    String rest = text.substring(SCHEME.length());
    int question = rest.indexOf('?');
    String hosts = question < 0 ? rest : rest.substring(0, question);
    List<String> seeds = new ArrayList<>();
    for (String seed : hosts.split(",", -1)) {
      seeds.add(checkSeed(text, seed));
    }
    ClientUri parsed = new ClientUri(List.copyOf(seeds), null, null);
    if (question < 0 || question == rest.length() - 1) {
      return parsed;
    }
    for (String setting : rest.substring(question + 1).split("&", -1)) {
      parsed = parsed.set(text, setting);
    }
    return parsed;
  }

  /** {@code host:port}; the port follows the last colon, so that it may be {@code [::1]:7400}. */
  static String checkSeed(String text, String seed) {
    int colon = seed.lastIndexOf(':');
    boolean bareSix = !seed.startsWith("[") && seed.indexOf(':') != colon;
    if (colon < 1 || bareSix || !isPort(seed.substring(colon + 1))) {
      throw wrong(text, "\"" + seed + "\" is not host:port (an IPv6 host is written in brackets)");
    }
    return seed;
  }

  private static boolean isPort(String digits) {
    if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(ClientUri::isDigit)) {
      return false;
    }
    int port = Integer.parseInt(digits);
    return port >= 1 && port <= MAX_PORT;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  private ClientUri set(String text, String setting) {
    int equals = setting.indexOf('=');
    String name = equals < 0 ? setting : setting.substring(0, equals);
    String value = equals < 0 ? "" : setting.substring(equals + 1);
    return switch (name) {
      case "timeout" -> {
        try {
          Duration limit = Durations.checkTimeout(Durations.parse(value));
          yield new ClientUri(seeds, limit, consistency);
        } catch (IllegalArgumentException invalid) {
          throw wrong(text, String.valueOf(invalid.getMessage()));
        }
      }
      case "consistency" -> new ClientUri(seeds, timeout, level(text, value));
      default ->
          throw wrong(text, "\"" + name + "\" is no setting; there are timeout and consistency");
    };
  }

  private static Consistency level(String text, String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "any" -> Consistency.ANY;
      case "one" -> Consistency.ONE;
      case "quorum" -> Consistency.QUORUM;
      case "all" -> Consistency.ALL;
      case "linearizable" -> Consistency.LINEARIZABLE;
      default ->
          throw wrong(
              text, "consistency is any, one, quorum, all or linearizable, not \"" + name + "\"");
    };
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException("cannot use the address \"" + text + "\": " + why);
  }
}
