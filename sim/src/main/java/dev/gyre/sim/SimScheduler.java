package dev.gyre.sim;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * A real Reactor scheduler in virtual time, so that the very pipelines of production run in the
 * simulation. Each worker is one simulated thread of the process: its tasks run one at a time, in
 * order of due time and then of scheduling. Tasks scheduled on the scheduler itself share one main
 * worker.
 *
 * <p>After {@link #dispose} scheduling is rejected, as Reactor demands. After the process was
 * killed it is ignored: the world may still address a dead process.
 */
public final class SimScheduler implements Scheduler {
  private final SimProcess process;
  private final SimWorker main;

  SimScheduler(SimProcess process) {
    this.process = process;
    this.main = new SimWorker(process);
  }

  public SimProcess process() {
    return process;
  }

  /** The worker of everything that is scheduled without one. */
  public SimWorker main() {
    return main;
  }

  @Override
  public SimWorker createWorker() {
    return new SimWorker(process);
  }

  @Override
  public Disposable schedule(Runnable task) {
    return main.schedule(task);
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    return main.schedule(task, delay, unit);
  }

  @Override
  public Disposable schedulePeriodically(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    return main.schedulePeriodically(task, initialDelay, period, unit);
  }

  /** Virtual time since the start of the run, the same for every process: no wall clock. */
  @Override
  public long now(TimeUnit unit) {
    return unit.convert(process.simulation().nowNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void dispose() {
    if (!process.isStopped()) {
      process.stopTasks();
    }
  }

  @Override
  public boolean isDisposed() {
    return process.isStopped();
  }
}
