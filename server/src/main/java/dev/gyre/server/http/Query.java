package dev.gyre.server.http;

import dev.gyre.server.config.Nearest;
import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a query, decoded. An unknown or repeated one is an error, never ignored. */
final class Query {
  private Query() {}

  static Either<Problem, Map<String, String>> parse(String query, List<String> known) {
    return parseBytes(query, known)
        .map(
            raw -> {
              Map<String, String> values = new LinkedHashMap<>();
              raw.forEach((name, bytes) -> values.put(name, text(bytes)));
              return values;
            });
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The values as they are: one may be no text. */
  static Either<Problem, Map<String, byte[]>> parseBytes(String query, List<String> known) {
    Map<String, byte[]> values = new LinkedHashMap<>();
    for (String part : query.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      if (!known.contains(name)) {
        return Either.left(
            Problem.badRequest("unknown parameter \"" + name + "\"" + Nearest.hint(name, known)));
      }
      Either<Problem, byte[]> value =
          RequestTarget.decode(equals < 0 ? "" : part.substring(equals + 1));
      if (value.isLeft()) {
        return Either.left(value.getLeft());
      }
      if (values.put(name, value.get()) != null) {
        return Either.left(Problem.badRequest("parameter \"" + name + "\" is given twice"));
      }
    }
    return Either.right(values);
  }
}
