package dev.gyre.benchmarks.protocol;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** Takes every task and runs none: for a node that is never waited for. */
final class StillScheduler implements Scheduler {
  @Override
  public Disposable schedule(Runnable task) {
    return Disposables.disposed();
  }

  @Override
  public Worker createWorker() {
    return new StillWorker();
  }

  private static final class StillWorker implements Worker {
    @Override
    public Disposable schedule(Runnable task) {
      return Disposables.disposed();
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      return Disposables.disposed();
    }

    @Override
    public void dispose() {
      // nothing runs
    }
  }
}
