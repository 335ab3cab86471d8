package dev.gyre.scenarios.tcp.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One direction of one connection: a queue of pieces, each with the time at which it may leave.
 * Confined to the proxy's thread.
 */
final class Pipe {
  /** Then the sender is not read from any more, as a full socket would not be. */
  static final int MOST_BYTES = 1 << 20;

  private static final int READ_BYTES = 1 << 14;
  private static final ByteBuffer END = ByteBuffer.allocate(0);

  private final Direction direction;
  private final Proxy proxy;
  private final Tunnel tunnel;
  private final SocketChannel source;
  private final SocketChannel sink;
  private final Deque<Piece> queue = new ArrayDeque<>();
  private int queuedBytes;
  private long lastDueNanos = Long.MIN_VALUE;

  /** The source has ended; what it sent last may still be queued. */
  private boolean sourceEnded;

  /** Nothing will be written any more: the end was passed on, or nobody takes it. */
  private boolean finished;

  /** A condition holds something of it back. */
  private boolean heldBack;

  /** A wake for the first piece is on its way. */
  private boolean waking;

  private record Piece(ByteBuffer bytes, long dueNanos) {}

  Pipe(Proxy proxy, Tunnel tunnel, Direction direction, SocketChannel source, SocketChannel sink) {
    this.proxy = proxy;
    this.tunnel = tunnel;
    this.direction = direction;
    this.source = source;
    this.sink = sink;
  }

  Direction direction() {
    return direction;
  }

  boolean isFinished() {
    return finished;
  }

  boolean wasHeldBack() {
    return heldBack;
  }

  /** What the source's key must be interested in for this pipe. */
  int readInterest() {
    return sourceEnded || queuedBytes >= MOST_BYTES ? 0 : SelectionKey.OP_READ;
  }

  /** What the sink's key must be interested in for this pipe. */
  int writeInterest() {
    return isReady() ? SelectionKey.OP_WRITE : 0;
  }

  private boolean isReady() {
    Piece first = queue.peek();
    return !finished
        && first != null
        && !direction.isHeld()
        && tunnel.isOpen()
        && first.dueNanos <= proxy.nowNanos();
  }

  /** Takes what has come. */
  void read() {
    ByteBuffer bytes = ByteBuffer.allocate(READ_BYTES);
    int count;
    try {
      count = source.read(bytes);
    } catch (IOException reset) {
      count = -1;
    }
    if (count < 0) {
      sourceEnded();
    } else if (count > 0) {
      direction.countTaken(count);
      take(bytes.flip());
    }
  }

  /** The sender is gone: its end follows what it had sent. */
  void sourceEnded() {
    if (!sourceEnded) {
      sourceEnded = true;
      take(END.duplicate());
    }
  }

  private void take(ByteBuffer bytes) {
    if (finished) {
      return;
    }
    long due = Math.max(lastDueNanos, direction.treat(bytes, proxy.nowNanos()));
    lastDueNanos = due;
    queue.add(new Piece(bytes, due));
    queuedBytes += bytes.remaining();
    write();
  }

  /** Passes on what may leave, as far as the sink takes it. */
  void write() {
    boolean room = true;
    while (room && isReady()) {
      room = pass(queue.element());
    }
    Piece first = queue.peek();
    heldBack = first != null && direction.isHeld();
    if (!heldBack && first != null && first.dueNanos > proxy.nowNanos() && !waking) {
      waking = true;
      proxy.wakeAt(first.dueNanos, this::woken);
    }
  }

  private void woken() {
    waking = false;
    write();
    tunnel.changed();
  }

  /** Returns whether the sink took all of it. */
  private boolean pass(Piece piece) {
    try {
      if (!piece.bytes.hasRemaining()) {
        sink.shutdownOutput();
        finish();
        return false;
      }
      int written = sink.write(piece.bytes);
      queuedBytes -= written;
      direction.countPassed(written);
      if (piece.bytes.hasRemaining()) {
        return false;
      }
      queue.poll();
      return true;
    } catch (IOException gone) {
      finish();
      return false;
    }
  }

  /** From now on nothing is passed on, and what comes is dropped. */
  private void finish() {
    finished = true;
    queuedBytes = 0;
    queue.clear();
  }
}
