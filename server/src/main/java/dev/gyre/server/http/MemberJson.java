package dev.gyre.server.http;

import dev.gyre.core.message.Gossip;
import java.util.Locale;

/** A member as a node sees it, in JSON. */
public final class MemberJson {
  private static final double MILLIS = 1e3;

  private MemberJson() {}

  /** {@code alive}, {@code suspect}, {@code dead} or {@code left}. */
  public static String state(Gossip.Belief belief) {
    return belief.state().name().toLowerCase(Locale.ROOT);
  }

  /**
   * Appends members of an object: what it is believed to be, for how many seconds, its incarnation
   * and the name of its data directory where they are known. Both are strings: they have 64 bits.
   */
  public static void append(StringBuilder json, Gossip.Sighting seen) {
    Gossip.Belief belief = seen.belief();
    json.append("\"state\":\"").append(state(belief)).append("\",\"seconds\":");
    json.append(String.format(Locale.ROOT, "%.1f", seen.forMillis() / MILLIS));
    if (belief.incarnation() != 0) {
      json.append(",\"incarnation\":\"").append(belief.incarnation()).append('"');
    }
    if (belief.directory() != 0) {
      json.append(",\"directory\":\"").append(Long.toHexString(belief.directory())).append('"');
    }
  }
}
