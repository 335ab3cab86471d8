package dev.gyre.server.http;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.SslProvider;

/**
 * The HTTP listener of one node, on the node's own event loop.
 *
 * <p>Shutting down takes two steps: {@link #drained} waits until every accepted request is answered
 * while new ones are refused by the node; {@link #close} then ends the connections.
 */
public final class RestServer {
  /** Three characters a key byte, and room for the path and the query. */
  private static final int MAX_LINE_BYTES = 8 << 10;

  private final DisposableServer server;
  private final ChannelGroup connections;
  private final InFlight inFlight;
  private final EventLoop loop;

  private RestServer(
      DisposableServer server, ChannelGroup connections, InFlight inFlight, EventLoop loop) {
    this.server = server;
    this.connections = connections;
    this.inFlight = inFlight;
    this.loop = loop;
  }

  /**
   * Listens; errors with {@link reactor.netty.ChannelBindException} when the address is taken.
   *
   * @param resources of one thread, the node's
   */
  public static Mono<RestServer> bind(
      NodeView node, RestSettings settings, LoopResources resources) {
    EventLoop loop = resources.onServer(LoopResources.DEFAULT_NATIVE).next();
    RestSettings.Limits limits = settings.limits();
    InFlight inFlight = new InFlight(limits.requestsInFlight(), limits.bytesInFlight());
    ChannelGroup connections = new DefaultChannelGroup(loop);
    Router router =
        new Router(
            node,
            new KeyResource(node, settings, inFlight),
            new ScanResource(node, settings, inFlight));
    return http(settings, resources, connections)
        .handle(router)
        .bind()
        .map(server -> new RestServer(server, connections, inFlight, loop));
  }

  private static HttpServer http(
      RestSettings settings, LoopResources resources, ChannelGroup connections) {
    RestSettings.Timeouts timeouts = settings.timeouts();
    HttpServer server =
        HttpServer.create()
            .bindAddress(settings::address)
            .runOn(resources)
            .channelGroup(connections)
            .protocol(HttpProtocol.HTTP11)
            .maxConnections(settings.limits().connections())
            .idleTimeout(Duration.ofMillis(timeouts.idleMillis()))
            .readTimeout(Duration.ofMillis(timeouts.bodyMillis()))
            .httpRequestDecoder(
                spec ->
                    spec.maxInitialLineLength(MAX_LINE_BYTES)
                        .maxHeaderSize(settings.limits().headerBytes()))
            .doOnChannelInit(
                (observer, channel, remote) -> guard(channel, timeouts.headerMillis()));
    return settings.tls() == null
        ? server
        : server.secure(SslProvider.builder().sslContext(settings.tls()).build());
  }

  private static void guard(Channel channel, int headerMillis) {
    RequestGuard guard = new RequestGuard(headerMillis);
    channel
        .pipeline()
        .addBefore(NettyPipeline.HttpCodec, "gyre.header-watch", new HeaderWatch(guard))
        .addAfter(NettyPipeline.HttpCodec, "gyre.request-guard", guard);
  }

  /** Where it listens, with the port that was taken. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.address();
  }

  /** For metrics, on the node's thread. */
  public InFlight inFlight() {
    return inFlight;
  }

  /** Completes when no request is being served. */
  public Mono<Void> drained() {
    Sinks.Empty<Void> idle = Sinks.empty();
    return Mono.fromRunnable(() -> loop.execute(() -> inFlight.onIdle(idle::tryEmitEmpty)))
        .then(idle.asMono());
  }

  /** Stops listening and closes all connections. */
  @SuppressWarnings("FutureReturnValueIgnored") // the end of the server waits for them
  public Mono<Void> close() {
    return Mono.defer(
        () -> {
          server.dispose();
          connections.close();
          return server.onDispose();
        });
  }
}
