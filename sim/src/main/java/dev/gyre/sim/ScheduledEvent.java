package dev.gyre.sim;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * One scheduled piece of work: the queue's entry, the worker's list node and the caller's handle in
 * one object, because it is the only allocation that an event costs.
 *
 * <p>States: PENDING (in the queue, or held by its worker) → RUNNING → DONE, or back to PENDING
 * when periodic; PENDING or RUNNING → DISPOSED.
 */
final class ScheduledEvent implements Disposable {
  private static final byte PENDING = 0;
  private static final byte RUNNING = 1;
  private static final byte DONE = 2;
  private static final byte DISPOSED = 3;

  /** The period of an event that runs once. */
  static final long ONCE = -1;

  private final Simulation simulation;
  final @Nullable SimWorker worker;
  final String label;
  final long payload;
  final long periodNanos;
  private final Runnable action;

  long timeNanos;
  long sequence;

  /** The next event that the worker holds; null at the end of its list. */
  @Nullable ScheduledEvent next;

  /** Whether it lies in the queue (and is counted there), as opposed to its worker's list. */
  boolean queued;

  private byte state = PENDING;

  ScheduledEvent(
      Simulation simulation,
      @Nullable SimWorker worker,
      String label,
      long payload,
      long periodNanos,
      Runnable action) {
    this.simulation = simulation;
    this.worker = worker;
    this.label = label;
    this.payload = payload;
    this.periodNanos = periodNanos;
    this.action = action;
  }

  /** True when it must not run any more. */
  boolean isDead() {
    return state == DISPOSED || (worker != null && worker.isStopped());
  }

  /** The worker's name; empty for the world itself. */
  String place() {
    return worker == null ? "" : worker.name();
  }

  /** Runs the action; true when the event is periodic and wants to be queued again. */
  boolean run() {
    state = RUNNING;
    action.run();
    if (state != RUNNING) {
      return false;
    }
    state = periodNanos == ONCE ? DONE : PENDING;
    return state == PENDING;
  }

  @Override
  public void dispose() {
    if (state == PENDING && queued && !isDead()) {
      state = DISPOSED;
      simulation.forget(this);
    } else if (state != DONE) {
      state = DISPOSED;
    }
  }

  @Override
  public boolean isDisposed() {
    return state >= DONE || isDead();
  }
}
