package dev.gyre.server.http;

import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Sibling;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.value.Value;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Outcomes and problems as responses. */
final class Answers {
  static final AsciiString JSON = AsciiString.cached("application/json");
  private static final AsciiString PROBLEM = AsciiString.cached("application/problem+json");
  private static final AsciiString OCTETS = AsciiString.cached("application/octet-stream");
  private static final AsciiString RETRY_SECONDS = AsciiString.cached("1");

  private Answers() {}

  static Mono<Void> outcome(Exchange exchange, Outcome outcome, boolean allSiblings) {
    return switch (outcome) {
      case Outcome.Found found -> found(exchange, found, allSiblings);
      case Outcome.Written written -> {
        identify(exchange.response(), written.version(), written.context());
        yield empty(exchange.response(), HttpResponseStatus.NO_CONTENT);
      }
      // A scan's own resource answers it.
      case Outcome.Page page -> throw new IllegalStateException("no key is a page");
      case Outcome.ConditionFailed failed -> conditionFailed(exchange, failed.seen());
      case Outcome.Repaired repaired ->
          throw new IllegalStateException("HTTP does not ask for " + repaired);
      case Outcome.NotApplied refused ->
          problem(exchange, Problem.of(refused.refusal(), refused.detail()));
      case Outcome.Unknown unknown -> problem(exchange, Problem.unknown(unknown.detail()));
    };
  }

  static Mono<Void> problem(Exchange exchange, Problem problem) {
    return problem(exchange.request(), exchange.response(), problem);
  }

  static Mono<Void> problem(
      HttpServerRequest request, HttpServerResponse response, Problem problem) {
    if (problem.status().equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
      response.header(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
    }
    response.status(problem.status());
    return body(request, response, PROBLEM, problem.json());
  }

  /** A whole body; for HEAD only its length. */
  static Mono<Void> body(
      HttpServerRequest request, HttpServerResponse response, AsciiString type, byte[] bytes) {
    return body(request, response, type, Value.of(bytes));
  }

  private static Mono<Void> body(
      HttpServerRequest request, HttpServerResponse response, AsciiString type, Value value) {
    response
        .header(HttpHeaderNames.CONTENT_TYPE, type)
        .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(value.length()));
    return request.method().equals(HttpMethod.HEAD)
        ? response.send()
        : response
            .sendObject(Unpooled.wrappedBuffer(value.array(), value.offset(), value.length()))
            .then();
  }

  private static Mono<Void> found(Exchange exchange, Outcome.Found found, boolean allSiblings) {
    HttpServerRequest request = exchange.request();
    HttpServerResponse response = exchange.response();
    List<Sibling> siblings = found.siblings();
    Content newest = siblings.isEmpty() ? Content.TOMBSTONE : siblings.getFirst().content();
    boolean absent = siblings.size() <= 1 && !newest.isPresent();
    identify(response, found.version(), found.context());
    response.header(Headers.SIBLINGS, Integer.toString(absent ? 0 : siblings.size()));
    if (matches(request, found) && !absent) {
      return empty(response, HttpResponseStatus.NOT_MODIFIED);
    }
    if (allSiblings && siblings.size() > 1) {
      byte[] json = json(siblings, found.context());
      exchange.hold(json.length);
      response.status(HttpResponseStatus.MULTIPLE_CHOICES);
      return body(request, response, JSON, json);
    }
    return switch (newest) {
      case Content.Present present -> {
        exchange.hold(present.value().length());
        yield body(request, response, OCTETS, present.value());
      }
      case Content.Tombstone tombstone ->
          problem(exchange, Problem.notFound("the key holds no value"));
    };
  }

  /** Whether the reader has this state already (RFC 9110, section 13.1.2). */
  private static boolean matches(HttpServerRequest request, Outcome.Found found) {
    String known = request.requestHeaders().get(HttpHeaderNames.IF_NONE_MATCH);
    return known != null && known.contains(Headers.entityTag(found.version(), found.context()));
  }

  private static void identify(HttpServerResponse response, Ballot version, ContextToken context) {
    response
        .header(HttpHeaderNames.ETAG, Headers.entityTag(version, context))
        .header(Headers.CONTEXT, Headers.text(context));
  }

  private static Mono<Void> empty(HttpServerResponse response, HttpResponseStatus status) {
    return response.status(status).send();
  }

  /** 412, with the ETag and the context of what was found, and the siblings as {@code seen}. */
  private static Mono<Void> conditionFailed(Exchange exchange, Outcome.@Nullable Found seen) {
    Problem problem =
        Problem.conditionFailed(
            seen == null
                ? "an earlier attempt of this write failed; what it found is not remembered"
                : "the key holds something else");
    HttpServerResponse response = exchange.response();
    response.status(problem.status());
    if (seen == null) {
      return body(exchange.request(), response, PROBLEM, problem.json());
    }
    identify(response, seen.version(), seen.context());
    byte[] plain = problem.json();
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.write(plain, 0, plain.length - 2); // Without the brace and the end of the line.
    ascii(json, ",\"seen\":[");
    siblings(json, seen.siblings());
    ascii(json, "]}\n");
    exchange.hold(json.size());
    return body(exchange.request(), response, PROBLEM, json.toByteArray());
  }

  /** {@code {"siblings":[{"value":base64,"timestamp":milliseconds}],"context":…}}. */
  private static byte[] json(List<Sibling> siblings, ContextToken context) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    ascii(json, "{\"siblings\":[");
    siblings(json, siblings);
    ascii(json, "],\"context\":\"" + Headers.text(context) + "\"}\n");
    return json.toByteArray();
  }

  private static void siblings(ByteArrayOutputStream json, List<Sibling> siblings) {
    for (int i = 0; i < siblings.size(); i++) {
      Sibling sibling = siblings.get(i);
      ascii(json, i == 0 ? "{" : ",{");
      switch (sibling.content()) {
        case Content.Present present -> {
          ascii(json, "\"value\":\"");
          json.writeBytes(Base64.getEncoder().encode(present.value().bytes()));
          ascii(json, "\"");
        }
        case Content.Tombstone tombstone -> ascii(json, "\"deleted\":true");
      }
      long millis = HybridClock.millis(sibling.writeId().stamp());
      ascii(json, ",\"timestamp\":" + millis + "}");
    }
  }

  private static void ascii(ByteArrayOutputStream json, String text) {
    json.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
