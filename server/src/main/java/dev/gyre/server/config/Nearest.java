package dev.gyre.server.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Nearest {
  private Nearest() {}

  /** The candidate with the least edits from {@code word}; none when all are too far. */
  public static Optional<String> to(String word, Collection<String> candidates) {
    String best = null;
    int least = Math.max(2, word.length() / 3) + 1;
    for (String candidate : candidates) {
      int edits =
          dev.gyre.scenarios.text.Nearest.slips(
              word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (edits < least) {
        least = edits;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** {@code ; did you mean X?} or nothing. */
  public static String hint(String word, Collection<String> candidates) {
    return to(word, candidates).map(found -> "; did you mean " + found + "?").orElse("");
  }
}
