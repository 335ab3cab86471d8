package dev.gyre.server.http;

import io.vavr.control.Either;
import java.io.ByteArrayOutputStream;

/**
 * The target of a request as it came: nothing is decoded or normalised, because keys may hold any
 * byte, {@code /}, {@code ..} and {@code %} among them.
 *
 * @param path from the first slash to the question mark
 * @param query after the question mark, empty when there is none
 */
public record RequestTarget(String path, String query) {

  /** Accepts the origin form and the absolute form of RFC 9112, section 3.2. */
  static RequestTarget parse(String uri) {
    int start = 0;
    if (!uri.startsWith("/")) {
      int authority = uri.indexOf("://");
      int slash = authority < 0 ? -1 : uri.indexOf('/', authority + 3);
      start = slash < 0 ? uri.length() : slash;
    }
    int question = uri.indexOf('?', start);
    return question < 0
        ? new RequestTarget(uri.substring(start), "")
        : new RequestTarget(uri.substring(start, question), uri.substring(question + 1));
  }

  /**
   * Percent-decodes once. A character that is not escaped stands for one byte, as it came over the
   * wire.
   */
  public static Either<Problem, byte[]> decode(String raw) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '%') {
        bytes.write(c);
        continue;
      }
      int value = i + 2 < raw.length() ? escape(raw.charAt(i + 1), raw.charAt(i + 2)) : -1;
      if (value < 0) {
        return Either.left(
            Problem.badRequest("a % is followed by two hex digits; a % itself is written %25"));
      }
      bytes.write(value);
      i += 2;
    }
    return Either.right(bytes.toByteArray());
  }

  private static int escape(char high, char low) {
    int upper = hex(high);
    int lower = hex(low);
    return upper < 0 || lower < 0 ? -1 : upper << 4 | lower;
  }

  /** The value of an ASCII hex digit, or -1. */
  static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
