package dev.gyre.sim;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.scheduler.Scheduler;

/**
 * One simulated thread. A task that falls due while the thread is busy with charged time, or while
 * the process is paused, is held and runs later, in order.
 *
 * <p>Held tasks form a list through {@link ScheduledEvent#next}; one wake event takes them from it,
 * one at a time, so that other processes interleave.
 */
public final class SimWorker implements Scheduler.Worker {
  private final SimProcess process;
  private final Simulation simulation;
  private final String name;

  private boolean disposed;

  /** Events of this worker in the queue, the wake included. */
  private int queuedEvents;

  /** Until then the thread is occupied by what its tasks have charged. */
  private long busyUntilNanos;

  private @Nullable ScheduledEvent firstHeld;
  private @Nullable ScheduledEvent lastHeld;

  /** Takes the first held task; queued whenever tasks are held and the process is not paused. */
  private final ScheduledEvent wake;

  SimWorker(SimProcess process) {
    this.process = process;
    this.simulation = process.simulation();
    this.name = process.nextWorkerName();
    this.wake = newEvent("wake", 0, ScheduledEvent.ONCE, () -> {});
  }

  public SimProcess process() {
    return process;
  }

  /** The process and the worker's number in it: {@code node-1/0}, {@code node-1#2/0}. */
  public String name() {
    return name;
  }

  @Override
  public Disposable schedule(Runnable task) {
    return schedule(0, name, 0, task);
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    return schedule(Math.max(0, unit.toNanos(delay)), name, 0, task);
  }

  /**
   * Schedules with a name and a content of its own in the trace: a delivered message, for example.
   *
   * @param delayNanos from now, 0 or more
   * @param label names the task in traces and failures
   * @param payload a hash of the task's content, for the trace
   */
  public Disposable schedule(long delayNanos, String label, long payload, Runnable task) {
    return schedule(delayNanos, newEvent(label, payload, ScheduledEvent.ONCE, task));
  }

  /** At a fixed rate, as in Reactor: a late run does not move the following ones. */
  @Override
  public Disposable schedulePeriodically(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    long periodNanos = unit.toNanos(period);
    if (periodNanos <= 0) {
      throw new IllegalArgumentException(
          "in virtual time a period must be above 0, or time would stand still; it was " + period);
    }
    long delayNanos = Math.max(0, unit.toNanos(initialDelay));
    return schedule(delayNanos, newEvent(name, 0, periodNanos, task));
  }

  private Disposable schedule(long delayNanos, ScheduledEvent event) {
    if (delayNanos < 0) {
      throw new IllegalArgumentException(
          "\"" + event.label + "\" would run " + -delayNanos + " ns in the past");
    }
    if (!process.isAlive()) {
      return Disposables.disposed();
    }
    if (isStopped()) {
      throw Exceptions.failWithRejected();
    }
    simulation.enqueue(event, simulation.after(delayNanos));
    return event;
  }

  private ScheduledEvent newEvent(String label, long payload, long periodNanos, Runnable task) {
    return new ScheduledEvent(simulation, this, label, payload, periodNanos, task);
  }

  /** One of this worker's events has left the queue, alive. */
  void arrived(ScheduledEvent event) {
    counted(-1);
    if (event == wake) {
      takeHeld();
    } else if (firstHeld != null || process.isPaused() || busyUntilNanos > simulation.nowNanos()) {
      hold(event);
    } else {
      simulation.execute(event);
    }
  }

  void busyUntil(long timeNanos) {
    busyUntilNanos = timeNanos;
  }

  void counted(int events) {
    queuedEvents += events;
    process.counted(events);
  }

  boolean isStopped() {
    return disposed || process.isStopped();
  }

  void resume() {
    wakeForHeld();
  }

  private void hold(ScheduledEvent event) {
    if (lastHeld == null) {
      firstHeld = event;
    } else {
      lastHeld.next = event;
    }
    lastHeld = event;
    if (!process.isPaused()) {
      wakeForHeld();
    } else if (firstHeld == event) {
      process.holding(this);
    }
  }

  private void takeHeld() {
    if (process.isPaused()) {
      process.holding(this);
      return;
    }
    ScheduledEvent event = firstHeld;
    while (event != null && event.isDead()) {
      event = unlink(event);
    }
    if (event == null) {
      return;
    }
    unlink(event);
    simulation.execute(event);
    if (!isStopped()) {
      wakeForHeld();
    }
  }

  private @Nullable ScheduledEvent unlink(ScheduledEvent first) {
    firstHeld = first.next;
    if (firstHeld == null) {
      lastHeld = null;
    }
    first.next = null;
    return firstHeld;
  }

  private void wakeForHeld() {
    if (firstHeld != null && !wake.queued && !process.isPaused()) {
      simulation.enqueue(wake, Math.max(simulation.nowNanos(), busyUntilNanos));
    }
  }

  @Override
  public void dispose() {
    if (!isStopped()) {
      process.counted(-queuedEvents);
      disposed = true;
      simulation.forget(queuedEvents);
    }
    firstHeld = null;
    lastHeld = null;
  }

  @Override
  public boolean isDisposed() {
    return isStopped();
  }

  @Override
  public String toString() {
    return name;
  }
}
