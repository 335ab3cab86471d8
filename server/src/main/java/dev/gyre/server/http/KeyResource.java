package dev.gyre.server.http;

import dev.gyre.core.cell.Condition;
import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lifetime;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vavr.control.Either;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** {@code /v1/keys/{key}}: one key. */
final class KeyResource {
  static final String ALLOW = "GET, HEAD, PUT, DELETE";

  /** A body that is refused is still read up to this length, so that the answer arrives. */
  private static final long MAX_DRAINED_BYTES = 64L << 20;

  private final NodeView node;
  private final RestSettings settings;
  private final InFlight inFlight;

  KeyResource(NodeView node, RestSettings settings, InFlight inFlight) {
    this.node = node;
    this.settings = settings;
    this.inFlight = inFlight;
  }

  Mono<Void> handle(HttpServerRequest request, HttpServerResponse response, RequestTarget target) {
    String ended = node.ended();
    if (ended != null) {
      response.keepAlive(false);
      return refuse(request, response, Problem.notServing(ended));
    }
    InFlight.Lease lease = inFlight.tryEnter();
    if (lease == null) {
      return refuse(request, response, Problem.busy("the node has all the requests that it takes"));
    }
    Exchange exchange = new Exchange(request, response, lease);
    return serve(exchange, target).doFinally(signal -> lease.end());
  }

  private Mono<Void> serve(Exchange exchange, RequestTarget target) {
    HttpMethod method = exchange.request().method();
    boolean isRead = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    Either<Problem, Key> key = key(target.path());
    if (key.isLeft()) {
      return refuse(exchange, key.getLeft());
    }
    Either<Problem, KeyParameters> parameters =
        KeyParameters.parse(target.query(), isRead, settings);
    if (parameters.isLeft()) {
      return refuse(exchange, parameters.getLeft());
    }
    return isRead
        ? read(exchange, key.get(), parameters.get())
        : write(exchange, key.get(), parameters.get());
  }

  /** The rest of the path, decoded once. */
  private static Either<Problem, Key> key(String path) {
    return RequestTarget.decode(path.substring(Router.KEYS.length()))
        .flatMap(
            bytes ->
                Key.isValidLength(bytes.length)
                    ? Either.right(Key.of(bytes))
                    : Either.left(
                        Problem.badRequest(
                            "a key has 1 to "
                                + Key.MAX_BYTES
                                + " bytes, this one has "
                                + bytes.length)));
  }

  private Mono<Void> read(Exchange exchange, Key key, KeyParameters parameters) {
    if (exchange.request().requestHeaders().contains(HttpHeaderNames.IF_MATCH)) {
      return refuse(exchange, Problem.unsupported("if-match is not served for reads"));
    }
    Command command = new Command.Get(key, parameters.consistency(), parameters.timeoutMillis());
    return ask(exchange, command, parameters.allSiblings());
  }

  private Mono<Void> write(Exchange exchange, Key key, KeyParameters parameters) {
    HttpHeaders headers = exchange.request().requestHeaders();
    Either<Problem, Optional<Condition>> condition = Conditions.of(headers);
    if (condition.isLeft()) {
      return refuse(exchange, condition.getLeft());
    }
    boolean isConditional = condition.get().isPresent();
    if (isConditional && !parameters.allowsConditions()) {
      return refuse(
          exchange, Problem.badRequest("a conditional write is linearizable: leave the level out"));
    }
    Either<Problem, Optional<ContextToken>> context = Headers.context(headers);
    if (context.isLeft()) {
      return refuse(exchange, context.getLeft());
    }
    Either<Problem, Optional<WriteId>> writeId = Headers.writeId(headers);
    if (writeId.isLeft()) {
      return refuse(exchange, writeId.getLeft());
    }
    // A name that the client chose may have been sent before.
    int attempt = writeId.get().isPresent() ? 1 : 0;
    Command.Write delete =
        new Command.Write(
            key,
            Content.TOMBSTONE,
            context.get().orElse(null),
            isConditional ? Consistency.LINEARIZABLE : parameters.consistency(),
            writeId.get().orElse(null),
            attempt,
            parameters.timeoutMillis(),
            condition.get().orElse(null));
    return exchange.request().method().equals(HttpMethod.DELETE)
        ? ask(exchange, delete, false)
        : put(exchange, delete, parameters.lifetime());
  }

  private Mono<Void> put(Exchange exchange, Command.Write write, Lifetime lifetime) {
    long declared = declaredLength(exchange.request());
    int limit = settings.limits().valueBytes();
    if (declared > limit) {
      return refuse(
          exchange,
          Problem.tooLarge(
              "the value has " + declared + " bytes, at most " + limit + " are taken"));
    }
    return BodyReader.read(exchange.request(), declared, limit, exchange.lease())
        .flatMap(
            body ->
                body.isLeft()
                    ? refuse(exchange, body.getLeft())
                    : ask(
                        exchange,
                        with(write, new Content.Present(Value.of(body.get()), lifetime)),
                        false));
  }

  private static Command.Write with(Command.Write write, Content content) {
    return new Command.Write(
        write.key(),
        content,
        write.context(),
        write.consistency(),
        write.id(),
        write.attempt(),
        write.timeoutMillis(),
        write.condition());
  }

  private Mono<Void> ask(Exchange exchange, Command command, boolean allSiblings) {
    return Mono.<Outcome>create(sink -> node.client().ask(command, sink::success))
        .flatMap(outcome -> Answers.outcome(exchange, outcome, allSiblings));
  }

  private Mono<Void> refuse(Exchange exchange, Problem problem) {
    return refuse(exchange.request(), exchange.response(), problem);
  }

  /**
   * Answers before all of the body was read. What follows of it is read and dropped, so that the
   * client sees the answer and the connection can be used again; a body too long for that ends it.
   */
  private Mono<Void> refuse(
      HttpServerRequest request, HttpServerResponse response, Problem problem) {
    if (problem.status().equals(HttpResponseStatus.REQUEST_TIMEOUT)
        || declaredLength(request) > MAX_DRAINED_BYTES
        || request.requestHeaders().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      response.keepAlive(false);
    }
    return Answers.problem(request, response, problem);
  }

  /** The Content-Length, -1 when there is none; the decoder has checked its form. */
  private static long declaredLength(HttpServerRequest request) {
    @Nullable String text = request.requestHeaders().get(HttpHeaderNames.CONTENT_LENGTH);
    return text == null ? -1 : Long.parseLong(text);
  }
}
