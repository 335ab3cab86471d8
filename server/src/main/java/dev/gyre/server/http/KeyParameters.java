package dev.gyre.server.http;

import dev.gyre.core.cell.Lifetime;
import dev.gyre.core.message.Consistency;
import dev.gyre.server.config.Nearest;
import dev.gyre.server.config.Quantity;
import io.vavr.control.Either;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the query of a request to a key says.
 *
 * @param given the level, null if none was
 * @param timeoutMillis the request's whole deadline
 * @param allSiblings whether all siblings are wanted, not the newest alone
 * @param lifetime of the value that is put
 */
record KeyParameters(
    @Nullable Consistency given, int timeoutMillis, boolean allSiblings, Lifetime lifetime) {
  private static final List<String> NAMES =
      List.of("consistency", "r", "w", "timeout", "ttl", "siblings");
  private static final List<String> LEVELS = List.of("any", "one", "quorum", "all", "linearizable");

  static Either<Problem, KeyParameters> parse(String query, boolean isRead, RestSettings settings) {
    if (query.isEmpty()) {
      return Either.right(
          new KeyParameters(null, settings.timeouts().requestMillis(), false, Lifetime.ENDLESS));
    }
    return Query.parse(query, NAMES).flatMap(values -> parse(values, isRead, settings));
  }

  Consistency consistency() {
    return given == null ? Consistency.QUORUM : given;
  }

  /** Whether a condition, which makes a write linearizable, contradicts the level. */
  boolean allowsConditions() {
    return given == null || given.equals(Consistency.LINEARIZABLE);
  }

  private static Either<Problem, KeyParameters> parse(
      Map<String, String> values, boolean isRead, RestSettings settings) {
    Either<Problem, Lifetime> lifetime = lifetime(values, isRead);
    if (lifetime.isLeft()) {
      return Either.left(lifetime.getLeft());
    }
    String siblings = values.getOrDefault("siblings", "");
    boolean all = siblings.equals("all");
    if (values.containsKey("siblings") && !(isRead && all)) {
      return Either.left(Problem.badRequest("siblings is \"all\", and only for reads"));
    }
    return consistency(values, isRead, settings.owners())
        .flatMap(
            level ->
                timeout(values, settings.timeouts())
                    .map(
                        millis ->
                            new KeyParameters(level.orElse(null), millis, all, lifetime.get())));
  }

  private static Either<Problem, Lifetime> lifetime(Map<String, String> values, boolean isRead) {
    String text = values.get("ttl");
    if (text == null) {
      return Either.right(Lifetime.ENDLESS);
    }
    if (isRead) {
      return Either.left(Problem.badRequest("ttl is for PUT: a value is given its life there"));
    }
    try {
      return Either.right(new Lifetime.For(Quantity.millis(text)));
    } catch (IllegalArgumentException wrong) {
      return Either.left(Problem.badRequest("ttl: " + wrong.getMessage()));
    }
  }

  static Either<Problem, Optional<Consistency>> consistency(
      Map<String, String> values, boolean isRead, int owners) {
    Either<Problem, Integer> r = replicas(values, "r", owners);
    Either<Problem, Integer> w = replicas(values, "w", owners);
    String level = values.get("consistency");
    if (r.isLeft() || w.isLeft()) {
      return Either.left(r.isLeft() ? r.getLeft() : w.getLeft());
    }
    if (level != null && (r.get() > 0 || w.get() > 0)) {
      return Either.left(Problem.badRequest("give consistency or r and w, not both"));
    }
    int count = isRead ? r.get() : w.get();
    if (count > 0) {
      return Either.right(Optional.of(new Consistency.Replicas(count)));
    }
    return level == null ? Either.right(Optional.empty()) : level(level).map(Optional::of);
  }

  private static Either<Problem, Consistency> level(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "any" -> Either.right(Consistency.ANY);
      case "one" -> Either.right(Consistency.ONE);
      case "quorum" -> Either.right(Consistency.QUORUM);
      case "all" -> Either.right(Consistency.ALL);
      case "linearizable" -> Either.right(Consistency.LINEARIZABLE);
      default ->
          Either.left(
              Problem.badRequest(
                  "consistency is one of "
                      + String.join(", ", LEVELS)
                      + ", not \""
                      + text
                      + "\""
                      + Nearest.hint(text, LEVELS)));
    };
  }

  /** The number given, or 0 when none is. */
  private static Either<Problem, Integer> replicas(
      Map<String, String> values, String name, int owners) {
    String text = values.get(name);
    if (text == null) {
      return Either.right(0);
    }
    int count = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    return count >= 1 && count <= owners
        ? Either.right(count)
        : Either.left(
            Problem.badRequest(
                name + " is from 1 to " + owners + ", the owners of a key, not \"" + text + "\""));
  }

  static Either<Problem, Integer> timeout(
      Map<String, String> values, RestSettings.Timeouts timeouts) {
    String text = values.get("timeout");
    if (text == null) {
      return Either.right(timeouts.requestMillis());
    }
    try {
      long millis = Quantity.millis(text);
      if (millis >= 1 && millis <= timeouts.longestRequestMillis()) {
        return Either.right((int) millis);
      }
      return Either.left(
          Problem.badRequest(
              "timeout is from 1ms to " + timeouts.longestRequestMillis() + "ms, not " + text));
    } catch (IllegalArgumentException wrong) {
      return Either.left(Problem.badRequest("timeout " + wrong.getMessage()));
    }
  }
}
