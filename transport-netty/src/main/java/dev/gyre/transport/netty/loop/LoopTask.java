package dev.gyre.transport.netty.loop;

import io.netty.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** A task on the loop that can be taken back, and whose failure is told. */
final class LoopTask implements Runnable, Disposable {
  private final Runnable body;
  private final BooleanSupplier ownerDisposed;
  private final Consumer<Throwable> onFailure;

  /** Set for what waits for its time, so that disposing also takes it out of the loop's queue. */
  private volatile @Nullable Future<?> timer;

  private volatile boolean disposed;

  LoopTask(Runnable body, BooleanSupplier ownerDisposed, Consumer<Throwable> onFailure) {
    this.body = body;
    this.ownerDisposed = ownerDisposed;
    this.onFailure = onFailure;
  }

  LoopTask timedBy(Future<?> future) {
    timer = future;
    if (disposed) {
      future.cancel(false);
    }
    return this;
  }

  @Override
  public void run() {
    if (disposed) {
      return;
    }
    if (ownerDisposed.getAsBoolean()) {
      dispose();
      return;
    }
    try {
      body.run();
    } catch (Throwable failure) {
      onFailure.accept(failure);
    }
  }

  @Override
  public void dispose() {
    disposed = true;
    Future<?> future = timer;
    if (future != null) {
      future.cancel(false);
    }
  }

  @Override
  public boolean isDisposed() {
    Future<?> future = timer;
    return disposed || (future != null && future.isDone());
  }
}
