package dev.gyre.transport.netty.loop;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * A Reactor scheduler whose every worker is the same event loop: tasks run in the order in which
 * they were scheduled. After the loop has ended, scheduling throws {@code
 * RejectedExecutionException}, as Reactor's contract has it.
 */
final class LoopScheduler implements Scheduler {
  private static final BooleanSupplier NEVER = () -> false;

  private final EventLoop loop;
  private final Consumer<Throwable> onFailure;

  LoopScheduler(EventLoop loop, Consumer<Throwable> onFailure) {
    this.loop = loop;
    this.onFailure = onFailure;
  }

  @Override
  public Disposable schedule(Runnable body) {
    return now(body, NEVER);
  }

  @Override
  public Disposable schedule(Runnable body, long delay, TimeUnit unit) {
    return later(body, delay, unit, NEVER);
  }

  @Override
  public Disposable schedulePeriodically(Runnable body, long initial, long period, TimeUnit unit) {
    return again(body, initial, period, unit, NEVER);
  }

  @Override
  public Worker createWorker() {
    return new LoopWorker();
  }

  /** The loop belongs to {@link NodeLoop}, which ends it. */
  @Override
  public void dispose() {}

  private Disposable now(Runnable body, BooleanSupplier ownerDisposed) {
    LoopTask task = new LoopTask(body, ownerDisposed, onFailure);
    loop.execute(task);
    return task;
  }

  private Disposable later(
      Runnable body, long delay, TimeUnit unit, BooleanSupplier ownerDisposed) {
    if (delay <= 0) {
      return now(body, ownerDisposed);
    }
    LoopTask task = new LoopTask(body, ownerDisposed, onFailure);
    return task.timedBy(loop.schedule(task, delay, unit));
  }

  private Disposable again(
      Runnable body, long initial, long period, TimeUnit unit, BooleanSupplier ownerDisposed) {
    LoopTask task = new LoopTask(body, ownerDisposed, onFailure);
    return task.timedBy(loop.scheduleAtFixedRate(task, initial, period, unit));
  }

  private final class LoopWorker implements Worker {
    private volatile boolean disposed;

    @Override
    public Disposable schedule(Runnable body) {
      return now(body, this::isDisposed);
    }

    @Override
    public Disposable schedule(Runnable body, long delay, TimeUnit unit) {
      return later(body, delay, unit, this::isDisposed);
    }

    @Override
    public Disposable schedulePeriodically(
        Runnable body, long initial, long period, TimeUnit unit) {
      return again(body, initial, period, unit, this::isDisposed);
    }

    /** What still waits does not run any more; delayed tasks leave the queue at their time. */
    @Override
    public void dispose() {
      disposed = true;
    }

    @Override
    public boolean isDisposed() {
      return disposed;
    }
  }
}
