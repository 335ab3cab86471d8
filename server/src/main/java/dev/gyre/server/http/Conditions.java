package dev.gyre.server.http;

import dev.gyre.core.cell.Condition;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.value.Value;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What makes a write conditional: {@code If-Match} with the ETag of a strong version or {@code *},
 * {@code If-None-Match: *}, or {@code Gyre-If-Value} with the value expected, as base64.
 */
final class Conditions {
  static final AsciiString IF_VALUE = AsciiString.cached("gyre-if-value");
  private static final Optional<Ballot> NO_VERSION = Optional.empty();
  private static final String ANY = "*";

  private Conditions() {}

  /** The ETag of a strong version. */
  static String tag(Ballot version) {
    return "\"" + VersionText.print(version) + "\"";
  }

  /** The condition of a write, if it has one. */
  static Either<Problem, Optional<Condition>> of(HttpHeaders headers) {
    List<Either<Problem, Condition>> conditions = new ArrayList<>();
    if (headers.contains(HttpHeaderNames.IF_MATCH)) {
      conditions.add(ifMatch(headers.get(HttpHeaderNames.IF_MATCH).strip()));
    }
    if (headers.contains(HttpHeaderNames.IF_NONE_MATCH)) {
      conditions.add(ifNoneMatch(headers.get(HttpHeaderNames.IF_NONE_MATCH).strip()));
    }
    if (headers.contains(IF_VALUE)) {
      conditions.add(ifValue(headers.get(IF_VALUE).strip()));
    }
    if (headers.contains(HttpHeaderNames.IF_UNMODIFIED_SINCE)) {
      return Either.left(
          Problem.unsupported("if-unmodified-since is not served: use if-match with an ETag"));
    }
    return switch (conditions.size()) {
      case 0 -> Either.right(Optional.empty());
      case 1 -> conditions.getFirst().map(Optional::of);
      default -> Either.left(Problem.badRequest("give one condition, not several"));
    };
  }

  private static Either<Problem, Condition> ifMatch(String text) {
    if (text.equals(ANY)) {
      return Either.right(Condition.PRESENT);
    }
    boolean isQuoted = text.length() > 2 && text.startsWith("\"") && text.endsWith("\"");
    return (isQuoted ? VersionText.parse(text.substring(1, text.length() - 1)) : NO_VERSION)
        .<Either<Problem, Condition>>map(version -> Either.right(new Condition.IfVersion(version)))
        .orElseGet(
            () ->
                Either.left(
                    Problem.badRequest(
                        "If-Match takes one ETag as a linearizable operation gave it, such as"
                            + " \"v3.1.7\", or *")));
  }

  private static Either<Problem, Condition> ifNoneMatch(String text) {
    return text.equals(ANY)
        ? Either.right(Condition.ABSENT)
        : Either.left(Problem.badRequest("If-None-Match of a write is *, not " + text));
  }

  private static Either<Problem, Condition> ifValue(String text) {
    try {
      byte[] value = Base64.getDecoder().decode(text);
      return Either.right(new Condition.IfValue(Value.of(value)));
    } catch (IllegalArgumentException malformed) {
      return Either.left(Problem.badRequest("Gyre-If-Value is not base64"));
    }
  }
}
