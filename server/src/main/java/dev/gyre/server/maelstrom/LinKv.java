package dev.gyre.server.maelstrom;

import dev.gyre.core.cell.Condition;
import dev.gyre.core.cell.Content;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The workload {@code lin-kv}: linearizable reads, writes and compare-and-sets. Keys and values are
 * any JSON; what is stored is its text.
 *
 * <p>Errors are Maelstrom's: a definite one only for what was certainly not applied.
 */
final class LinKv {
  private static final int TIMEOUT = 0;
  private static final int NOT_SUPPORTED = 10;
  private static final int TEMPORARILY_UNAVAILABLE = 11;
  private static final int MALFORMED_REQUEST = 12;
  private static final int KEY_DOES_NOT_EXIST = 20;
  private static final int PRECONDITION_FAILED = 22;

  private LinKv() {}

  /**
   * What a request asks for; null when it is none of this workload. Throws {@link
   * IllegalArgumentException} when something is missing in it.
   */
  static @Nullable Command command(Packet request, int timeoutMillis) {
    return switch (request.type()) {
      case "read" -> new Command.Get(key(request), Consistency.LINEARIZABLE, timeoutMillis);
      case "write" -> write(request, "value", timeoutMillis);
      case "cas" ->
          write(request, "to", timeoutMillis).onlyIf(new Condition.IfValue(value(request, "from")));
      default -> null;
    };
  }

  private static Command.Write write(Packet request, String field, int timeoutMillis) {
    return new Command.Write(
        key(request),
        Content.of(value(request, field)),
        null,
        Consistency.LINEARIZABLE,
        null,
        0,
        timeoutMillis);
  }

  private static Key key(Packet request) {
    return Key.of(field(request, "key").toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Value value(Packet request, String field) {
    return Value.of(field(request, field).toString());
  }

  private static JsonNode field(Packet request, String name) {
    JsonNode value = request.body().get(name);
    if (value == null) {
      throw new IllegalArgumentException("a " + request.type() + " has a field " + name);
    }
    return value;
  }

  /** The body of the answer. */
  static ObjectNode answer(Packet request, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Found found -> found(found);
      case Outcome.Written written -> Packet.body(request.type() + "_ok");
      case Outcome.ConditionFailed failed -> failed(failed.seen());
      case Outcome.NotApplied refused ->
          error(code(refused.refusal()), refused.refusal() + ": " + refused.detail());
      case Outcome.Unknown unknown -> error(TIMEOUT, unknown.detail());
      case Outcome.Page page -> throw misfit(request, page);
      case Outcome.Repaired repaired -> throw misfit(request, repaired);
    };
  }

  private static IllegalStateException misfit(Packet request, Outcome outcome) {
    return new IllegalStateException("a " + request.type() + " was answered by " + outcome);
  }

  private static ObjectNode found(Outcome.Found found) {
    Value value = value(found);
    if (value == null) {
      return error(KEY_DOES_NOT_EXIST, "no such key");
    }
    ObjectNode body = Packet.body("read_ok");
    body.set("value", Packet.value(value.text()));
    return body;
  }

  private static @Nullable Value value(Outcome.Found found) {
    return !found.siblings().isEmpty()
            && found.siblings().getFirst().content() instanceof Content.Present present
        ? present.value()
        : null;
  }

  private static ObjectNode failed(Outcome.@Nullable Found seen) {
    if (seen == null) {
      return error(PRECONDITION_FAILED, "the value was another one");
    }
    Value value = value(seen);
    return value == null
        ? error(KEY_DOES_NOT_EXIST, "no such key")
        : error(PRECONDITION_FAILED, "the value is " + value.text());
  }

  private static int code(Refusal refusal) {
    return switch (refusal) {
      case UNSUPPORTED -> NOT_SUPPORTED;
      case INVALID, BAD_CONTEXT, TOO_LARGE -> MALFORMED_REQUEST;
      case BUSY,
          UNAVAILABLE,
          NOT_OWNER,
          STALE_EPOCH,
          CLOCK_AHEAD,
          FORGOTTEN_WRITE,
          STORAGE_FAILED,
          NOT_SERVING ->
          TEMPORARILY_UNAVAILABLE;
    };
  }

  static ObjectNode unsupported(String type) {
    return error(NOT_SUPPORTED, "gyre serves lin-kv: read, write and cas, not " + type);
  }

  static ObjectNode malformed(String why) {
    return error(MALFORMED_REQUEST, why);
  }

  private static ObjectNode error(int code, String text) {
    return Packet.body("error").put("code", code).put("text", text);
  }
}
