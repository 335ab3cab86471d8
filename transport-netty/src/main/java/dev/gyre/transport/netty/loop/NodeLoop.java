package dev.gyre.transport.netty.loop;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.resources.LoopResources;

/**
 * One event loop thread on which everything of one node (or client) runs: its sockets, its worker
 * and its timers. A decoded frame reaches the node, and an answer the socket, without a hop to
 * another thread; and what is written within one turn of the loop leaves in one flush at its end
 * (DESIGN section 10: batching at each hop is worth more than anything else).
 *
 * <p>Timers have the resolution of the loop's selector: one millisecond or better.
 */
public final class NodeLoop {
  private static final Duration SHUTDOWN_QUIET = Duration.ZERO;
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(2);
  private static final int HELPER_IDLE_SECONDS = 10;

  private final LoopResources resources;
  private final EventLoopGroup group;
  private final SingleThreadEventLoop loop;
  private final Scheduler scheduler;
  private final Consumer<Throwable> onFailure;

  /** Ends by itself when idle. Its queue is bounded by whoever offloads. */
  private final ThreadPoolExecutor helper;

  private NodeLoop(String name, LoopResources resources, Consumer<Throwable> onFailure) {
    this.resources = resources;
    this.group = resources.onServer(LoopResources.DEFAULT_NATIVE);
    if (!(group.next() instanceof SingleThreadEventLoop single)) {
      throw new IllegalStateException("not a loop of one thread: " + group.next().getClass());
    }
    this.loop = single;
    this.onFailure = onFailure;
    this.scheduler = new LoopScheduler(single, onFailure);
    this.helper =
        new ThreadPoolExecutor(
            1,
            1,
            HELPER_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(name + "-heavy").factory());
    helper.allowCoreThreadTimeOut(true);
  }

  /**
   * Starts a loop.
   *
   * @param name of the thread, as it appears in dumps and profiles
   * @param onFailure told, on the loop or its helper, of whatever a task or a received message
   *     throws: a broken invariant, after which the node should not go on
   */
  public static NodeLoop start(String name, Consumer<Throwable> onFailure) {
    return new NodeLoop(name, LoopResources.create(name, 1, true), onFailure);
  }

  /** For Reactor Netty's servers and clients that shall run on this loop too. */
  public LoopResources resources() {
    return resources;
  }

  public EventLoopGroup group() {
    return group;
  }

  public Class<? extends SocketChannel> socketType() {
    return resources.onChannelClass(SocketChannel.class, group);
  }

  public Class<? extends ServerSocketChannel> serverSocketType() {
    return resources.onChannelClass(ServerSocketChannel.class, group);
  }

  /** Its workers are this loop. */
  public Scheduler scheduler() {
    return scheduler;
  }

  public boolean isCurrent() {
    return loop.inEventLoop();
  }

  /** Runs on the loop: now if this is the loop, else as soon as it comes to it. */
  public void run(Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
    } else {
      scheduler.schedule(task);
    }
  }

  /** Runs in a later turn of the loop, wherever this is called. */
  public void runLater(Runnable task) {
    scheduler.schedule(task);
  }

  /** Runs after everything that this turn of the loop still does. Called on the loop. */
  public void atEndOfTurn(Runnable task) {
    loop.executeAfterEventLoopIteration(task);
  }

  /** Runs after {@code delayMillis}. */
  public Disposable after(long delayMillis, Runnable task) {
    return scheduler.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
  }

  /**
   * Does heavy, pure work on one thread beside the loop, in order, and gives the result back on the
   * loop: for what takes milliseconds, as a message of megabytes does. Called on the loop.
   */
  public <T> void offload(Supplier<T> work, Consumer<T> back) {
    helper.execute(
        () -> {
          try {
            T result = work.get();
            scheduler.schedule(() -> back.accept(result));
          } catch (RejectedExecutionException ended) {
            return; // The loop has ended meanwhile, and with it whoever waits.
          } catch (Throwable failure) {
            onFailure.accept(failure);
          }
        });
  }

  /** Tells of a broken invariant. */
  public void failed(Throwable failure) {
    onFailure.accept(failure);
  }

  /** Ends the thread, whatever still waits. Close transports and clients first. */
  public Mono<Void> close() {
    return resources
        .disposeLater(SHUTDOWN_QUIET, SHUTDOWN_TIMEOUT)
        .doFinally(unused -> helper.shutdownNow());
  }
}
