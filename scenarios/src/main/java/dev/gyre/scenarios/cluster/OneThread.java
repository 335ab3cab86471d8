package dev.gyre.scenarios.cluster;

import dev.gyre.sim.SimWorker;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * A scheduler whose every worker is the same simulated thread, as a node's event loop is in
 * production: what is busy there is busy for all. Disposing of it, or of its workers, stops
 * nothing; killing the process does.
 */
record OneThread(SimWorker thread) implements Scheduler {
  @Override
  public Disposable schedule(Runnable task) {
    return thread.schedule(task);
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    return thread.schedule(task, delay, unit);
  }

  @Override
  public long now(TimeUnit unit) {
    return unit.convert(thread.process().simulation().nowNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public Worker createWorker() {
    return new Shared(thread);
  }

  private record Shared(SimWorker thread) implements Worker {
    @Override
    public Disposable schedule(Runnable task) {
      return thread.schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      return thread.schedule(task, delay, unit);
    }

    @Override
    public void dispose() {
      // The thread is the node's, not this worker's.
    }
  }
}
