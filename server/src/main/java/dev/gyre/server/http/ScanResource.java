package dev.gyre.server.http;

import dev.gyre.core.message.Command;
import dev.gyre.core.message.Outcome;
import io.vavr.control.Either;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** {@code /v1/keys}: pages of keys, in the order of their bytes. */
final class ScanResource {
  private final NodeView node;
  private final RestSettings settings;
  private final InFlight inFlight;

  ScanResource(NodeView node, RestSettings settings, InFlight inFlight) {
    this.node = node;
    this.settings = settings;
    this.inFlight = inFlight;
  }

  Mono<Void> handle(HttpServerRequest request, HttpServerResponse response, RequestTarget target) {
    String ended = node.ended();
    if (ended != null) {
      response.keepAlive(false);
      return Answers.problem(request, response, Problem.notServing(ended));
    }
    Either<Problem, Command.Scan> scan = ScanParameters.parse(target.query(), settings);
    if (scan.isLeft()) {
      return Answers.problem(request, response, scan.getLeft());
    }
    InFlight.Lease lease = inFlight.tryEnter();
    if (lease == null) {
      return Answers.problem(
          request, response, Problem.busy("the node has all the requests that it takes"));
    }
    Exchange exchange = new Exchange(request, response, lease);
    return Mono.<Outcome>create(sink -> node.client().ask(scan.get(), sink::success))
        .flatMap(outcome -> answer(exchange, scan.get(), outcome))
        .doFinally(signal -> lease.end());
  }

  private static Mono<Void> answer(Exchange exchange, Command.Scan scan, Outcome outcome) {
    if (!(outcome instanceof Outcome.Page page)) {
      return Answers.outcome(exchange, outcome, false);
    }
    byte[] json = PageJson.of(page, scan.range().prefix(), scan.values());
    exchange.hold(json.length);
    return Answers.body(exchange.request(), exchange.response(), Answers.JSON, json);
  }
}
