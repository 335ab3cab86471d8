package dev.gyre.storage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler.Worker;

/** Workers whose tasks run when the test says so, one after another. Delays mean nothing to it. */
final class TaskQueue {
  private final Deque<Runnable> tasks = new ArrayDeque<>();

  StorageWorkers workers() {
    return new StorageWorkers(worker(), worker(), worker(), worker());
  }

  /** Runs the oldest task; false when there is none. */
  boolean runOne() {
    Runnable task = tasks.pollFirst();
    if (task != null) {
      task.run();
    }
    return task != null;
  }

  void runAll() {
    while (runOne()) {
      // The condition is the work.
    }
  }

  boolean isIdle() {
    return tasks.isEmpty();
  }

  /** What a dying process leaves undone. */
  void discard() {
    tasks.clear();
  }

  Worker worker() {
    return new Worker() {
      @Override
      public Disposable schedule(Runnable task) {
        tasks.addLast(task);
        return Disposables.single();
      }

      @Override
      public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return schedule(task);
      }

      @Override
      public void dispose() {}
    };
  }
}
