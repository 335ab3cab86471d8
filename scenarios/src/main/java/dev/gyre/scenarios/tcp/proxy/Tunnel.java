package dev.gyre.scenarios.tcp.proxy;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One connection through a route: the side that was accepted and the side that is dialled for it.
 * Confined to the proxy's thread.
 *
 * <pre>
 * waiting   --neither direction held-->  dialling    (the beginning of a connection is held, too)
 * dialling  --connected-->  open       --failed-->  closed, by a reset
 * open      --both pipes finished-->  closed
 * any       --break, close-->  closed, by a reset
 * </pre>
 */
final class Tunnel {
  private final Route route;
  private final Proxy proxy;
  private final SocketChannel near;
  private final SocketChannel far;
  private final Pipe forward;
  private final Pipe backward;
  private @Nullable SelectionKey nearKey;
  private @Nullable SelectionKey farKey;
  private boolean dialled;
  private boolean closed;

  private Tunnel(Proxy proxy, Route route, SocketChannel near, SocketChannel far) {
    this.proxy = proxy;
    this.route = route;
    this.near = near;
    this.far = far;
    this.forward = new Pipe(proxy, this, route.forward(), near, far);
    this.backward = new Pipe(proxy, this, route.backward(), far, near);
  }

  static Tunnel accept(Proxy proxy, Route route, SocketChannel near) throws IOException {
    SocketChannel far = SocketChannel.open();
    Tunnel tunnel = new Tunnel(proxy, route, near, far);
    for (SocketChannel side : new SocketChannel[] {near, far}) {
      side.configureBlocking(false);
      side.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    tunnel.nearKey = proxy.register(near, 0, tunnel::nearReady);
    boolean heldForward = route.forward().holds();
    boolean heldBackward = route.backward().holds();
    if (!heldForward && !heldBackward) {
      tunnel.dial();
    }
    tunnel.settle();
    return tunnel;
  }

  /** Whether bytes can pass, as far as the two sockets go. */
  boolean isOpen() {
    return !closed && dialled && far.isConnected();
  }

  /** Whether a condition of this direction held anything of it back. */
  boolean wasHeldBack(Direction direction) {
    Pipe pipe = forward.direction() == direction ? forward : backward;
    return !dialled || pipe.wasHeldBack();
  }

  /** Something about a direction has changed, or time has passed. */
  void changed() {
    if (closed) {
      return;
    }
    if (!dialled && !route.forward().isHeld() && !route.backward().isHeld()) {
      dial();
    }
    forward.write();
    backward.write();
    settle();
  }

  private void dial() {
    dialled = true;
    try {
      farKey = proxy.register(far, SelectionKey.OP_CONNECT, this::farReady);
      if (far.connect(route.target())) {
        settle();
      }
    } catch (IOException refused) {
      breakOff();
    }
  }

  private void nearReady(SelectionKey key) {
    if (key.isReadable()) {
      forward.read();
    }
    if (key.isValid() && key.isWritable()) {
      backward.write();
    }
    settle();
  }

  private void farReady(SelectionKey key) {
    try {
      if (key.isConnectable() && far.finishConnect()) {
        changed();
        return;
      }
    } catch (IOException refused) {
      breakOff();
      return;
    }
    if (key.isReadable()) {
      backward.read();
    }
    if (key.isValid() && key.isWritable()) {
      forward.write();
    }
    settle();
  }

  /** Closes when all is said, else listens for what can happen next. */
  private void settle() {
    if (closed) {
      return;
    }
    if (forward.isFinished() && backward.isFinished()) {
      breakOff();
      return;
    }
    try {
      if (nearKey != null) {
        nearKey.interestOps(forward.readInterest() | backward.writeInterest());
      }
      if (farKey != null && far.isConnected()) {
        farKey.interestOps(backward.readInterest() | forward.writeInterest());
      }
    } catch (CancelledKeyException gone) {
      breakOff();
    }
  }

  /** Ends both sides at once; unless all was said, by a reset. */
  void breakOff() {
    if (closed) {
      return;
    }
    closed = true;
    boolean inOrder = forward.isFinished() && backward.isFinished();
    for (SocketChannel side : new SocketChannel[] {near, far}) {
      try {
        if (!inOrder) {
          side.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        side.close();
      } catch (IOException gone) {
        // It was closed by the other end: nothing is left to do.
      }
    }
    route.forget(this);
  }
}
