package dev.gyre.sim;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Reactor's schedulers, refused inside a simulation: an operator without a scheduler argument
 * (delay, timeout, interval) would silently leave virtual time. Elsewhere they work as always.
 */
final class GuardedSchedulers implements Schedulers.Factory {

  @Override
  public Scheduler newBoundedElastic(
      int threads, int queuedTasks, ThreadFactory factory, int timeToLiveSeconds) {
    refuseInside();
    return new Guarded(
        Schedulers.Factory.super.newBoundedElastic(
            threads, queuedTasks, factory, timeToLiveSeconds));
  }

  @Override
  public Scheduler newThreadPerTaskBoundedElastic(
      int threads, int queuedTasks, ThreadFactory factory) {
    refuseInside();
    return new Guarded(
        Schedulers.Factory.super.newThreadPerTaskBoundedElastic(threads, queuedTasks, factory));
  }

  @Override
  public Scheduler newParallel(int parallelism, ThreadFactory factory) {
    refuseInside();
    return new Guarded(Schedulers.Factory.super.newParallel(parallelism, factory));
  }

  @Override
  public Scheduler newSingle(ThreadFactory factory) {
    refuseInside();
    return new Guarded(Schedulers.Factory.super.newSingle(factory));
  }

  private static void refuseInside() {
    Simulation simulation = ReactorNet.current();
    if (simulation != null) {
      IllegalStateException refusal =
          new IllegalStateException(
              "a real Reactor scheduler was used inside a simulation: give the operator the"
                  + " process's SimScheduler");
      // An operator may turn what we throw into a signal that nobody looks at.
      simulation.dropped(refusal);
      throw refusal;
    }
  }

  /** A scheduler of the outside: it may have been cached before the simulation began. */
  private record Guarded(Scheduler real) implements Scheduler {

    @Override
    public Disposable schedule(Runnable task) {
      refuseInside();
      return real.schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      refuseInside();
      return real.schedule(task, delay, unit);
    }

    @Override
    public Disposable schedulePeriodically(
        Runnable task, long initialDelay, long period, TimeUnit unit) {
      refuseInside();
      return real.schedulePeriodically(task, initialDelay, period, unit);
    }

    @Override
    public Worker createWorker() {
      refuseInside();
      return real.createWorker();
    }

    @Override
    public long now(TimeUnit unit) {
      refuseInside();
      return real.now(unit);
    }

    @Override
    public void init() {
      real.init();
    }

    @Override
    public boolean isDisposed() {
      return real.isDisposed();
    }

    @Override
    public void dispose() {
      real.dispose();
    }

    @Override
    public Mono<Void> disposeGracefully() {
      return real.disposeGracefully();
    }
  }
}
