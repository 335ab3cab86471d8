package dev.gyre.transport.netty.link;

import dev.gyre.core.message.Envelope;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.statistics.Counter;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes connections: looks the name up, connects, greets. */
public final class Dialler {
  private final LinkContext context;
  private final SocketSettings sockets;
  private final Addresses addresses;
  private final @Nullable SslContext tls;

  /** {@code tls} null means in the clear. */
  public Dialler(
      LinkContext context, SocketSettings sockets, Addresses addresses, @Nullable SslContext tls) {
    this.context = context;
    this.sockets = sockets;
    this.addresses = addresses;
    this.tls = tls;
  }

  /**
   * Starts one attempt. {@code owner} hears of the connection from Welcome or Reject on; {@code
   * failed} hears why there is none, if the owner never will. The attempt can be given up.
   */
  public Attempt dial(
      HostPort target, Supplier<Control.Hello> hello, ConnectionOwner owner, Failure failed) {
    Attempt attempt = new Attempt(target, hello, owner, failed);
    BiConsumer<@Nullable InetSocketAddress, @Nullable Throwable> resolved =
        (address, reason) -> context.loop().runLater(() -> attempt.resolved(address, reason));
    addresses.resolve(target).whenComplete(resolved);
    return attempt;
  }

  /** Told why there is no connection. */
  public interface Failure {
    void because(String reason);
  }

  /** One try to connect, until the owner takes over. */
  public final class Attempt {
    private final HostPort target;
    private final Supplier<Control.Hello> hello;
    private final ConnectionOwner owner;
    private final Failure failed;
    private @Nullable Connection connection;
    private @Nullable Channel channel;
    private boolean over;

    private Attempt(
        HostPort target, Supplier<Control.Hello> hello, ConnectionOwner owner, Failure failed) {
      this.target = target;
      this.hello = hello;
      this.owner = owner;
      this.failed = failed;
    }

    /** Ends the attempt; neither the owner nor {@code failed} hear of it. */
    public void giveUp() {
      over = true;
      if (channel != null) {
        channel.close();
      }
    }

    private void resolved(@Nullable InetSocketAddress address, @Nullable Throwable reason) {
      if (over) {
        return;
      }
      if (address == null) {
        fail(reason == null ? "no address for " + target : String.valueOf(reason.getMessage()));
        return;
      }
      Bootstrap bootstrap =
          new Bootstrap()
              .group(context.loop().group())
              .channel(context.loop().socketType())
              .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, context.timing().connectMillis())
              .handler(
                  new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                      prepare(socket);
                    }
                  });
      sockets.applyTo(bootstrap);
      ChannelFuture connecting = bootstrap.connect(address);
      channel = connecting.channel();
      connecting.addListener(done -> connected(done.isSuccess(), done.cause()));
    }

    private void prepare(SocketChannel socket) {
      if (tls != null) {
        socket.pipeline().addLast(tls.newHandler(socket.alloc(), target.host(), target.port()));
      }
      connection = Connection.on(socket, context, true, new UntilConnected());
    }

    private void connected(boolean success, @Nullable Throwable cause) {
      Connection made = connection;
      if (over || made == null) {
        return;
      }
      if (!success) {
        made.close("not connected");
        fail(cause == null ? "not connected" : String.valueOf(cause.getMessage()));
        return;
      }
      over = true;
      context.counters().increment(Counter.CONNECTIONS_DIALLED);
      made.handOver(owner);
      if (made.isOpen()) {
        made.send(hello.get());
      }
    }

    private void fail(String reason) {
      over = true;
      context.counters().increment(Counter.DIALS_FAILED);
      failed.because(reason);
    }
  }

  /** A channel that fails to connect is closed too, which is told by its future alone. */
  private static final class UntilConnected implements ConnectionOwner {
    @Override
    public void handshake(Connection connection, Control.Handshake frame) {
      connection.close("it speaks before it is greeted");
    }

    @Override
    public void message(Connection connection, Envelope envelope, int bytes) {}

    @Override
    public void goingAway(Connection connection) {}

    @Override
    public void unsent(Connection connection, Envelope envelope) {}

    @Override
    public void closed(Connection connection, String reason) {}
  }
}
