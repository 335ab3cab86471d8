package dev.gyre.transport.netty;

import dev.gyre.core.value.NodeId;
import dev.gyre.transport.netty.frame.RejectReason;
import dev.gyre.transport.netty.link.Connection;
import dev.gyre.transport.netty.link.HostPort;
import dev.gyre.transport.netty.link.LinkContext;
import dev.gyre.transport.netty.statistics.Counter;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The one port, for peers and clients: accepts up to a bound, and keeps who was accepted. */
final class Listener {
  private final NettySetup setup;
  private final LinkContext context;
  private final NettyTransport transport;

  /** Accepted and not ended. */
  private final Set<Connection> accepted = new LinkedHashSet<>();

  private final Map<NodeId, PeerSession> peers = new LinkedHashMap<>();
  private final Set<ClientSession> clients = new LinkedHashSet<>();

  private @Nullable Channel channel;

  /** Of the accepted ones, those whose handshake is not over. */
  private int newcomers;

  Listener(NettySetup setup, LinkContext context, NettyTransport transport) {
    this.setup = setup;
    this.context = context;
    this.transport = transport;
  }

  Mono<InetSocketAddress> bind(HostPort listen) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(context.loop().group())
            .channel(context.loop().serverSocketType())
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel socket) {
                    accept(socket);
                  }
                });
    setup.options().sockets().applyTo(bootstrap);
    return Mono.create(
        sink ->
            bootstrap
                .bind(listen.host(), listen.port())
                .addListener(
                    (ChannelFuture bound) -> {
                      if (bound.isSuccess()) {
                        channel = bound.channel();
                        sink.success((InetSocketAddress) bound.channel().localAddress());
                      } else {
                        sink.error(cannotListen(listen, bound.cause()));
                      }
                    }));
  }

  private static IOException cannotListen(HostPort listen, Throwable cause) {
    return new IOException(
        "cannot listen on "
            + listen
            + ": "
            + cause.getMessage()
            + "; choose another address or port, or stop what uses it",
        cause);
  }

  private void accept(SocketChannel socket) {
    ConnectionLimits limits = setup.options().connections();
    if (accepted.size() >= limits.connections() || newcomers >= limits.newcomers()) {
      context.counters().increment(Counter.TURNED_AWAY);
      socket.close();
      return;
    }
    if (setup.serverTls() != null) {
      encrypt(socket, setup.serverTls());
    }
    context.counters().increment(Counter.CONNECTIONS_ACCEPTED);
    newcomers++;
    accepted.add(Connection.on(socket, context, false, new Newcomer(this)));
  }

  /** Whoever merely hangs up before TLS is agreed, as a probe of the port does, is no news. */
  private void encrypt(SocketChannel socket, SslContext tls) {
    SslHandler handler = tls.newHandler(socket.alloc());
    socket.pipeline().addLast(handler);
    handler
        .handshakeFuture()
        .addListener(
            done -> {
              if (!done.isSuccess() && socket.isActive()) {
                String remote = String.valueOf(socket.remoteAddress());
                setup.listener().accept(new TransportEvent.TlsFailed(remote, why(done.cause())));
              }
            });
  }

  /** The message of the first kind would hold all that was sent. */
  private static String why(Throwable cause) {
    return cause instanceof NotSslRecordException
        ? "it speaks in the clear"
        : String.valueOf(cause.getMessage());
  }

  /** A newcomer is let in, turned away, or gone. */
  void newcomerDecided() {
    newcomers--;
  }

  void ended(Connection connection, String who, String reason) {
    accepted.remove(connection);
    setup.listener().accept(new TransportEvent.AcceptedClosed(who, connection.remote(), reason));
  }

  void turnedAway(Connection connection, RejectReason reason, String text) {
    context.counters().increment(Counter.REJECTED);
    setup.listener().accept(new TransportEvent.TurnedAway(connection.remote(), reason, text));
  }

  void enter(PeerSession session) {
    PeerSession former = peers.put(session.node(), session);
    if (former != null) {
      former.connection().close("replaced by a newer connection of the same peer");
    }
    setup
        .listener()
        .accept(
            new TransportEvent.PeerAccepted(
                session.node(), session.life(), session.connection().remote()));
  }

  void leave(PeerSession session) {
    peers.remove(session.node(), session);
  }

  void enter(ClientSession session) {
    clients.add(session);
    setup
        .listener()
        .accept(new TransportEvent.ClientAccepted(session.name(), session.connection().remote()));
  }

  void leave(ClientSession session) {
    clients.remove(session);
  }

  /** The life in which this peer is connected to us, -1 if it is not. */
  int connectedLife(NodeId peer) {
    PeerSession session = peers.get(peer);
    return session == null ? -1 : session.life();
  }

  NettyTransport transport() {
    return transport;
  }

  LinkContext context() {
    return context;
  }

  List<ClientSession> clients() {
    return new ArrayList<>(clients);
  }

  List<Connection> connections() {
    return new ArrayList<>(accepted);
  }

  void stopListening() {
    if (channel != null) {
      channel.close();
    }
  }
}
