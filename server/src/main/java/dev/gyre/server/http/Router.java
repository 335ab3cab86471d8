package dev.gyre.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Which resource a request is for. Runs on the node's thread. */
final class Router implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {
  static final String KEYS = "/v1/keys/";
  private static final String ALL_KEYS = "/v1/keys";
  private static final String READS = "GET, HEAD";
  private static final AsciiString PROMETHEUS =
      AsciiString.cached("text/plain; version=0.0.4; charset=utf-8");

  private final NodeView node;
  private final KeyResource keys;
  private final ScanResource scans;

  Router(NodeView node, KeyResource keys, ScanResource scans) {
    this.node = node;
    this.keys = keys;
    this.scans = scans;
  }

  @Override
  public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
    RequestTarget target = RequestTarget.parse(request.uri());
    String path = target.path();
    if (path.startsWith(KEYS)) {
      return isOneOf(request, KeyResource.ALLOW)
          ? keys.handle(request, response, target)
          : notAllowed(request, response, KeyResource.ALLOW);
    }
    if (path.startsWith(RequestGuard.MALFORMED)) {
      return malformed(request, response, target);
    }
    return isOneOf(request, READS)
        ? view(request, response, target)
        : elsewhere(request, response, path);
  }

  private Mono<Void> view(
      HttpServerRequest request, HttpServerResponse response, RequestTarget target) {
    String path = target.path();
    return switch (path) {
      case "/livez" -> text(request, response, Answers.JSON, "{\"status\":\"live\"}\n");
      case "/readyz" -> readiness(request, response);
      case "/metrics" -> text(request, response, PROMETHEUS, node.metrics());
      case "/v1/cluster" -> text(request, response, Answers.JSON, node.cluster());
      case ALL_KEYS -> scans.handle(request, response, target);
      default -> Answers.problem(request, response, unknownPath(path));
    };
  }

  /** A method that only keys take. */
  private Mono<Void> elsewhere(
      HttpServerRequest request, HttpServerResponse response, String path) {
    return switch (path) {
      case "/livez", "/readyz", "/metrics", "/v1/cluster", ALL_KEYS ->
          notAllowed(request, response, READS);
      default -> Answers.problem(request, response, unknownPath(path));
    };
  }

  private Mono<Void> readiness(HttpServerRequest request, HttpServerResponse response) {
    List<String> obstacles = node.obstacles();
    if (obstacles.isEmpty()) {
      return text(request, response, Answers.JSON, "{\"status\":\"ready\"}\n");
    }
    StringBuilder json = new StringBuilder("{\"status\":\"not ready\",\"reasons\":[");
    for (int i = 0; i < obstacles.size(); i++) {
      Json.quote(json.append(i == 0 ? "" : ","), obstacles.get(i));
    }
    response.status(HttpResponseStatus.SERVICE_UNAVAILABLE);
    return text(request, response, Answers.JSON, json.append("]}\n").toString());
  }

  /** What {@link RequestGuard} made of something that was no request. */
  private static Mono<Void> malformed(
      HttpServerRequest request, HttpServerResponse response, RequestTarget target) {
    Malformation kind = Malformation.of(target.path());
    if (!kind.isFramed()) {
      response.keepAlive(false);
    }
    return Answers.problem(request, response, kind.problem());
  }

  private static boolean isOneOf(HttpServerRequest request, String allow) {
    String method = request.method().name();
    for (String allowed : allow.split(", ", -1)) {
      if (allowed.equals(method)) {
        return true;
      }
    }
    return false;
  }

  private static Mono<Void> notAllowed(
      HttpServerRequest request, HttpServerResponse response, String allow) {
    response.header(HttpHeaderNames.ALLOW, allow);
    if (request.method().equals(HttpMethod.CONNECT)) {
      response.keepAlive(false);
    }
    return Answers.problem(request, response, Problem.methodNotAllowed(allow));
  }

  private static Mono<Void> text(
      HttpServerRequest request, HttpServerResponse response, AsciiString type, String text) {
    return Answers.body(request, response, type, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Problem unknownPath(String path) {
    String shown = path.length() > 64 ? path.substring(0, 64) + "…" : path;
    return Problem.notFound(
        "there is nothing at \"" + shown + "\"; keys are at /v1/keys/{key}, health at /readyz");
  }
}
