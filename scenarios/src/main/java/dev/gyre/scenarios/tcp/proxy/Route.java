package dev.gyre.scenarios.tcp.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The way from one party to another: who dials {@link #address} is connected to the target, over
 * two directions that go wrong each for itself.
 */
public final class Route {
  private static final int BACKLOG = 256;

  private final Proxy proxy;
  private final InetSocketAddress target;
  private final ServerSocketChannel listener;
  private final Direction forward;
  private final Direction backward;
  private final AtomicLong broken = new AtomicLong();

  /** Confined to the proxy's thread; as many as the two parties care to open. */
  private final Set<Tunnel> tunnels = new LinkedHashSet<>();

  private Route(Proxy proxy, InetSocketAddress target, ServerSocketChannel listener) {
    this.proxy = proxy;
    this.target = target;
    this.listener = listener;
    this.forward = new Direction(proxy, this);
    this.backward = new Direction(proxy, this);
  }

  static Route open(Proxy proxy, InetSocketAddress target) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    try {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
      listener.configureBlocking(false);
    } catch (IOException failed) {
      listener.close();
      throw failed;
    }
    Route route = new Route(proxy, target, listener);
    proxy.run(route::listen);
    return route;
  }

  private void listen() {
    try {
      proxy.register(listener, SelectionKey.OP_ACCEPT, this::accept);
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  private void accept(SelectionKey key) {
    SocketChannel near = null;
    try {
      near = listener.accept();
      if (near != null) {
        tunnels.add(Tunnel.accept(proxy, this, near));
      }
    } catch (IOException gone) {
      Proxy.closeQuietly(near);
    }
  }

  /** Whom to dial instead of the target. */
  public InetSocketAddress address() {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), listener.socket().getLocalPort());
  }

  InetSocketAddress target() {
    return target;
  }

  /** From who dials to the target. */
  public Direction forward() {
    return forward;
  }

  /** From the target to who dials. */
  public Direction backward() {
    return backward;
  }

  /** Breaks every open connection by a reset; from any thread. */
  public void breakConnections() {
    proxy.run(() -> List.copyOf(tunnels).forEach(this::breakOff));
  }

  private void breakOff(Tunnel tunnel) {
    broken.incrementAndGet();
    tunnel.breakOff();
  }

  /** How many connections were broken on purpose. */
  public long broken() {
    return broken.get();
  }

  /** A condition has ended: what it held is lost with its connection, or passes. */
  void ended(Direction direction, Condition condition) {
    boolean loses = condition instanceof Condition.Held held && held.lost();
    for (Tunnel tunnel : List.copyOf(tunnels)) {
      if (loses && tunnel.wasHeldBack(direction)) {
        breakOff(tunnel);
      } else {
        tunnel.changed();
      }
    }
  }

  void forget(Tunnel tunnel) {
    tunnels.remove(tunnel);
  }
}
