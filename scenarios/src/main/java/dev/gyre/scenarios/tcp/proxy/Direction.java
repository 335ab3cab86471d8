package dev.gyre.scenarios.tcp.proxy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One direction of a route: what is wrong with it now, and how much has passed. */
public final class Direction {
  private final Proxy proxy;
  private final Route route;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong passed = new AtomicLong();

  /** Confined to the proxy's thread. */
  private final List<Condition> conditions = new ArrayList<>();

  /** When the last byte leaves a line of limited rate. Confined to the proxy's thread. */
  private long lineFreeNanos = Long.MIN_VALUE;

  Direction(Proxy proxy, Route route) {
    this.proxy = proxy;
    this.route = route;
  }

  /** From any thread. */
  public void begin(Condition condition) {
    proxy.run(() -> conditions.add(condition));
  }

  /** From any thread; nothing when it has ended. */
  public void end(Condition condition) {
    proxy.run(
        () -> {
          if (conditions.removeIf(each -> each == condition)) {
            route.ended(this, condition);
          }
        });
  }

  /** Bytes that came in. */
  public long taken() {
    return taken.get();
  }

  /** Bytes that went out. */
  public long passed() {
    return passed.get();
  }

  void countTaken(int bytes) {
    taken.addAndGet(bytes);
  }

  void countPassed(int bytes) {
    passed.addAndGet(bytes);
  }

  /** Whether anything holds it; whoever does is told that it met something. */
  boolean holds() {
    boolean holds = false;
    for (Condition condition : conditions) {
      if (condition instanceof Condition.Held held) {
        held.met().run();
        holds = true;
      }
    }
    return holds;
  }

  boolean isHeld() {
    return conditions.stream().anyMatch(Condition.Held.class::isInstance);
  }

  /** When a piece of data that came now may leave, and the harm done to it. */
  long treat(ByteBuffer piece, long nowNanos) {
    long due = nowNanos;
    for (Condition condition : conditions) {
      switch (condition) {
        case Condition.Held held -> held.met().run();
        case Condition.Slow slow -> due = Math.max(due, slowed(slow, piece, nowNanos));
        case Condition.Corrupting corrupting -> corrupt(corrupting, piece);
      }
    }
    return due;
  }

  private long slowed(Condition.Slow slow, ByteBuffer piece, long nowNanos) {
    long due = nowNanos;
    if (slow.meanNanos() > 0) {
      due += (long) slow.random().exponential((double) slow.meanNanos());
    }
    if (slow.bytesPerSecond() > 0) {
      double seconds = (double) piece.remaining() / slow.bytesPerSecond();
      lineFreeNanos =
          Math.max(nowNanos, lineFreeNanos) + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
      due = Math.max(due, lineFreeNanos);
    }
    slow.met().run();
    return due;
  }

  private static void corrupt(Condition.Corrupting corrupting, ByteBuffer piece) {
    if (corrupting.random().chance(corrupting.probability()) && piece.hasRemaining()) {
      int bit = corrupting.random().nextInt(piece.remaining() * Byte.SIZE);
      int at = piece.position() + bit / Byte.SIZE;
      piece.put(at, (byte) (piece.get(at) ^ 1 << bit % Byte.SIZE));
      corrupting.met().run();
    }
  }
}
