package dev.gyre.server.http;

import dev.gyre.core.consensus.Ballot;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A strong version as people and programs carry it: {@code v3.1.7}. */
public final class VersionText {
  private static final Pattern FORM =
      Pattern.compile("v([0-9]{1,18})\\.([0-9]{1,9})\\.([0-9]{1,10})");

  private VersionText() {}

  public static String print(Ballot version) {
    return "v" + version.counter() + "." + version.node() + "." + version.life();
  }

  /** Empty when no node ever gave such a text. */
  public static Optional<Ballot> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      long counter = Long.parseLong(matcher.group(1));
      int node = Integer.parseInt(matcher.group(2));
      int life = Integer.parseInt(matcher.group(3));
      return Optional.of(new Ballot(counter, node, life));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
