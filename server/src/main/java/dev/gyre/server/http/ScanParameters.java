package dev.gyre.server.http;

import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyPrefix;
import dev.gyre.core.value.KeyRange;
import dev.gyre.core.wire.MalformedException;
import dev.gyre.core.wire.ScanCursor;
import io.vavr.control.Either;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the query of a scan says. */
final class ScanParameters {
  private static final List<String> NAMES =
      List.of("prefix", "limit", "after", "values", "consistency", "r", "timeout");
  private static final int DEFAULT_LIMIT = 1_000;
  private static final byte[] NOTHING = {};

  private ScanParameters() {}

  static Either<Problem, Command.Scan> parse(String query, RestSettings settings) {
    return Query.parseBytes(query, NAMES).flatMap(values -> parse(values, settings));
  }

  private static Either<Problem, Command.Scan> parse(
      Map<String, byte[]> raw, RestSettings settings) {
    byte[] prefix = raw.getOrDefault("prefix", NOTHING);
    if (prefix.length > Key.MAX_BYTES) {
      return Either.left(
          Problem.badRequest("a prefix has at most " + Key.MAX_BYTES + " bytes, as keys have"));
    }
    Map<String, String> texts = new LinkedHashMap<>();
    raw.forEach((name, bytes) -> texts.put(name, Query.text(bytes)));
    return range(KeyPrefix.of(prefix), texts)
        .flatMap(range -> limit(texts).flatMap(limit -> scan(range, limit, texts, settings)));
  }

  private static Either<Problem, Command.Scan> scan(
      KeyRange range, int limit, Map<String, String> texts, RestSettings settings) {
    String values = texts.getOrDefault("values", "false");
    if (!values.equals("true") && !values.equals("false")) {
      return Either.left(
          Problem.badRequest("values is \"true\" or \"false\", not \"" + values + "\""));
    }
    return KeyParameters.consistency(texts, true, settings.owners())
        .flatMap(
            level ->
                KeyParameters.timeout(texts, settings.timeouts())
                    .map(
                        millis ->
                            new Command.Scan(
                                range,
                                limit,
                                values.equals("true"),
                                level.orElse(Consistency.QUORUM),
                                millis)));
  }

  private static Either<Problem, KeyRange> range(KeyPrefix prefix, Map<String, String> texts) {
    String after = texts.get("after");
    if (after == null) {
      return Either.right(KeyRange.of(prefix));
    }
    try {
      return Either.right(ScanCursor.read(prefix, after));
    } catch (MalformedException malformed) {
      return Either.left(Problem.badRequest(String.valueOf(malformed.getMessage())));
    }
  }

  private static Either<Problem, Integer> limit(Map<String, String> texts) {
    String text = texts.get("limit");
    if (text == null) {
      return Either.right(DEFAULT_LIMIT);
    }
    int limit = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    return limit >= 1 && limit <= Command.Scan.MOST_KEYS
        ? Either.right(limit)
        : Either.left(
            Problem.badRequest(
                "limit is from 1 to " + Command.Scan.MOST_KEYS + ", not \"" + text + "\""));
  }
}
