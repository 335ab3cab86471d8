package dev.gyre.scenarios.tcp.proxy;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The thread that carries the bytes of all routes. */
public final class Proxy implements AutoCloseable {
  private static final long END_SECONDS = 10;

  private final Selector selector;
  private final Surroundings surroundings;
  private final Thread thread;

  /** From other threads; drained in every turn. */
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  /** At most one for each pipe. */
  private final PriorityQueue<Wake> wakes = new PriorityQueue<>();

  private long wakeCount;
  private volatile boolean ending;

  /**
   * What a proxy is given.
   *
   * @param nanos a clock that never goes back
   * @param afterTurn run on the proxy's thread whenever it has done all that it could
   * @param onFailure told of a bug in here, after which nothing passes any more
   */
  public record Surroundings(
      LongSupplier nanos, Runnable afterTurn, Consumer<Throwable> onFailure) {}

  /** What a key is attached to. */
  interface Ready {
    void ready(SelectionKey key);
  }

  private record Wake(long nanos, long sequence, Runnable action) implements Comparable<Wake> {
    @Override
    public int compareTo(Wake other) {
      int byTime = Long.compare(nanos, other.nanos);
      return byTime == 0 ? Long.compare(sequence, other.sequence) : byTime;
    }
  }

  private Proxy(Selector selector, Surroundings surroundings) {
    this.selector = selector;
    this.surroundings = surroundings;
    this.thread = Thread.ofPlatform().daemon().name("gyre-proxy").unstarted(this::loop);
  }

  public static Proxy start(Surroundings surroundings) throws IOException {
    Proxy proxy = new Proxy(Selector.open(), surroundings);
    proxy.thread.start();
    return proxy;
  }

  /** On the real clock. */
  public static Proxy start(Consumer<Throwable> onFailure) throws IOException {
    return start(new Surroundings(System::nanoTime, () -> {}, onFailure));
  }

  /** Opens a way to a target on a loopback port of its own; from any thread. */
  public Route route(InetSocketAddress target) throws IOException {
    return Route.open(this, target);
  }

  /** Looks at the clock again, which is not the system's. */
  public void wake() {
    selector.wakeup();
  }

  long nowNanos() {
    return surroundings.nanos().getAsLong();
  }

  /** On the proxy's thread, in the order asked. */
  void run(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  void wakeAt(long nanos, Runnable action) {
    wakes.add(new Wake(nanos, wakeCount++, action));
  }

  SelectionKey register(SelectableChannel channel, int interest, Ready ready) throws IOException {
    return channel.register(selector, interest, ready);
  }

  private void loop() {
    try {
      while (!ending) {
        turn();
      }
    } catch (IOException | RuntimeException failure) {
      surroundings.onFailure().accept(failure);
    } finally {
      selector.keys().forEach(key -> closeQuietly(key.channel()));
      closeQuietly(selector);
    }
  }

  private void turn() throws IOException {
    selector.select(timeoutMillis());
    // Tasks first: a condition holds for every byte that was sent after it had begun.
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
    selector.selectedKeys().forEach(Proxy::ready);
    selector.selectedKeys().clear();
    while (!wakes.isEmpty() && wakes.element().nanos <= nowNanos()) {
      wakes.remove().action.run();
    }
    surroundings.afterTurn().run();
  }

  private static void ready(SelectionKey key) {
    if (key.isValid() && key.attachment() instanceof Ready ready) {
      ready.ready(key);
    }
  }

  /** 0 waits until something happens. */
  private long timeoutMillis() {
    if (!tasks.isEmpty()) {
      return 1;
    }
    if (wakes.isEmpty()) {
      return 0;
    }
    long nanos = wakes.element().nanos - nowNanos();
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + TimeUnit.MILLISECONDS.toNanos(1) - 1));
  }

  /** Closes every route and every connection; returns when they are closed. */
  @Override
  public void close() {
    ending = true;
    selector.wakeup();
    try {
      if (!thread.join(Duration.ofSeconds(END_SECONDS))) {
        throw new IllegalStateException("the proxy's thread does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  static void closeQuietly(@Nullable Closeable thing) {
    try {
      if (thing != null) {
        thing.close();
      }
    } catch (IOException gone) {
      // Closed is what it should be.
    }
  }
}
