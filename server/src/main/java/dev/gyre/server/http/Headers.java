package dev.gyre.server.http;

import dev.gyre.core.clock.WriteId;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.value.XxHash64;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The headers of the contract: reading them, and what they are made of. */
final class Headers {
  static final AsciiString CONTEXT = AsciiString.cached("gyre-context");
  static final AsciiString SIBLINGS = AsciiString.cached("gyre-siblings");
  private static final AsciiString IDEMPOTENCY_KEY = AsciiString.cached("idempotency-key");

  private static final int MAX_IDEMPOTENCY_KEY = 255;
  private static final long CLIENT_SEED = 0x67797265_6b657931L;
  private static final long SEQUENCE_SEED = 0x67797265_6b657932L;

  private Headers() {}

  /** The context of a write, or null when it has none. */
  static Either<Problem, Optional<ContextToken>> context(HttpHeaders headers) {
    String text = headers.get(CONTEXT);
    if (text == null) {
      return Either.right(Optional.empty());
    }
    if (text.length() > ContextToken.MAX_BYTES * 4L / 3 + 4) {
      return Either.left(badContext("it is longer than any that a node gives"));
    }
    try {
      byte[] token = Base64.getUrlDecoder().decode(text.strip());
      return Either.right(Optional.of(ContextToken.of(token)));
    } catch (IllegalArgumentException malformed) {
      return Either.left(badContext("it is not base64url: send it back as it was given"));
    }
  }

  static String text(ContextToken context) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(context.bytes());
  }

  /**
   * The strong version, which a condition can name; where there is none, a digest of the context:
   * it changes whenever what a read shows may have changed.
   */
  static String entityTag(Ballot version, ContextToken context) {
    if (!version.isNone()) {
      return Conditions.tag(version);
    }
    String digits = Long.toHexString(XxHash64.hash(context.bytes(), 0));
    return "\"" + "0".repeat(16 - digits.length()) + digits + "\"";
  }

  /**
   * The name that the client gave its write: two hashes of the text, so that the same text names
   * the same write on every node.
   */
  static Either<Problem, Optional<WriteId>> writeId(HttpHeaders headers) {
    String text = headers.get(IDEMPOTENCY_KEY);
    if (text == null) {
      return Either.right(Optional.empty());
    }
    if (text.isBlank() || text.length() > MAX_IDEMPOTENCY_KEY) {
      return Either.left(
          Problem.badRequest("Idempotency-Key has 1 to " + MAX_IDEMPOTENCY_KEY + " characters"));
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Either.right(
        Optional.of(
            new WriteId(
                0, XxHash64.hash(bytes, CLIENT_SEED), XxHash64.hash(bytes, SEQUENCE_SEED))));
  }

  private static Problem badContext(String detail) {
    return Problem.of(Refusal.BAD_CONTEXT, detail);
  }
}
