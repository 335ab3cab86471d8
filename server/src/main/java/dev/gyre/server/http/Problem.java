package dev.gyre.server.http;

import dev.gyre.core.message.Refusal;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/**
 * An error as RFC 9457 describes one, with a member {@code outcome}: {@code not-applied} means that
 * the request certainly changed nothing, now and later; {@code unknown} that it may have.
 *
 * @param name the last part of the type URI: stable, for programs
 * @param title the kind of problem, the same for each of its name
 * @param detail what was wrong this time, for people
 */
public record Problem(
    HttpResponseStatus status, String name, String title, String detail, boolean certain) {
  private static final String TYPE_PREFIX = "urn:gyre:problem:";

  static Problem badRequest(String detail) {
    return new Problem(
        HttpResponseStatus.BAD_REQUEST, "invalid", "The request is wrong", detail, true);
  }

  static Problem unsupported(String detail) {
    return new Problem(
        HttpResponseStatus.NOT_IMPLEMENTED,
        "unsupported",
        "This version does not have the feature",
        detail,
        true);
  }

  static Problem tooLarge(String detail) {
    return new Problem(
        HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", "Too large", detail, true);
  }

  static Problem notFound(String detail) {
    return new Problem(HttpResponseStatus.NOT_FOUND, "not-found", "Not found", detail, true);
  }

  static Problem conditionFailed(String detail) {
    return new Problem(
        HttpResponseStatus.PRECONDITION_FAILED,
        "condition-failed",
        "The condition does not hold",
        detail,
        true);
  }

  static Problem busy(String detail) {
    return new Problem(
        HttpResponseStatus.SERVICE_UNAVAILABLE, "busy", "The node is busy", detail, true);
  }

  static Problem notServing(String detail) {
    return new Problem(
        HttpResponseStatus.SERVICE_UNAVAILABLE,
        "not-serving",
        "The node is not serving",
        detail,
        true);
  }

  static Problem methodNotAllowed(String allow) {
    return new Problem(
        HttpResponseStatus.METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "The path does not take this method",
        "it takes " + allow,
        true);
  }

  static Problem unknown(String detail) {
    return new Problem(
        HttpResponseStatus.GATEWAY_TIMEOUT,
        "unknown-outcome",
        "It may have been applied",
        detail,
        false);
  }

  /** What a node's refusal is over HTTP. */
  static Problem of(Refusal refusal, String detail) {
    return switch (refusal) {
      case UNSUPPORTED -> unsupported(detail);
      case INVALID -> badRequest(detail);
      case BAD_CONTEXT ->
          new Problem(
              HttpResponseStatus.BAD_REQUEST,
              "bad-context",
              "The Gyre-Context is not one of this key",
              detail,
              true);
      case TOO_LARGE -> tooLarge(detail);
      case BUSY -> busy(detail);
      case UNAVAILABLE -> unavailable("unavailable", "Too few owners answered", detail);
      case NOT_OWNER -> unavailable("not-owner", "The owners of the key are not agreed on", detail);
      case STALE_EPOCH -> unavailable("stale-epoch", "Nodes are at different epochs", detail);
      case CLOCK_AHEAD -> unavailable("clock-ahead", "A node's clock is too far ahead", detail);
      case FORGOTTEN_WRITE ->
          new Problem(
              HttpResponseStatus.CONFLICT,
              "forgotten-write",
              "An earlier attempt may have been applied and forgotten",
              detail,
              false);
      case STORAGE_FAILED -> unavailable("storage-failed", "The node's storage failed", detail);
      case NOT_SERVING -> notServing(detail);
    };
  }

  private static Problem unavailable(String name, String title, String detail) {
    return new Problem(HttpResponseStatus.SERVICE_UNAVAILABLE, name, title, detail, true);
  }

  /** The body, {@code application/problem+json}. */
  byte[] json() {
    StringBuilder json = new StringBuilder(160 + detail.length());
    json.append("{\"type\":");
    Json.quote(json, TYPE_PREFIX + name).append(",\"title\":");
    Json.quote(json, title).append(",\"status\":").append(status.code()).append(",\"detail\":");
    Json.quote(json, detail).append(",\"outcome\":");
    Json.quote(json, certain ? "not-applied" : "unknown").append("}\n");
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
