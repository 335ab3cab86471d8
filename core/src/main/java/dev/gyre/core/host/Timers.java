package dev.gyre.core.host;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Many timers on one scheduled task: timers of one tick share a bucket, and only the earliest
 * bucket is scheduled. Arming and disarming cost a map operation and no scheduler call, as in a
 * timer wheel (Varghese and Lauck, SOSP 1987), but an idle node schedules nothing, which matters to
 * a simulation.
 *
 * <p>Confined to its worker. A timer fires at most once, never early, up to a tick late; timers of
 * one tick fire in the order in which they were armed.
 */
public final class Timers<T> {
  private static final int TICK_MILLIS = 4;

  private final Scheduler.Worker worker;
  private final LongSupplier uptimeMillis;
  private final Consumer<T> fired;

  /** By tick, ascending: the timers to fire then, in the order armed. No bucket is empty. */
  private final TreeMap<Long, LinkedHashSet<T>> buckets = new TreeMap<>();

  /** The tick of each armed timer. */
  private final HashMap<T, Long> ticks = new HashMap<>();

  /** The tick for which a task is scheduled, or none. */
  private long scheduledTick = Long.MAX_VALUE;

  private Disposable scheduled = () -> {};

  public Timers(Scheduler.Worker worker, LongSupplier uptimeMillis, Consumer<T> fired) {
    this.worker = worker;
    this.uptimeMillis = uptimeMillis;
    this.fired = fired;
  }

  public int armed() {
    return ticks.size();
  }

  /** Arms, or moves, a timer to {@code delayMillis} from now. */
  public void arm(T timer, int delayMillis) {
    disarm(timer);
    long due = uptimeMillis.getAsLong() + delayMillis;
    long tick = Math.floorDiv(due + TICK_MILLIS - 1, TICK_MILLIS);
    ticks.put(timer, tick);
    buckets.computeIfAbsent(tick, unused -> new LinkedHashSet<>()).add(timer);
    if (tick < scheduledTick) {
      schedule(tick);
    }
  }

  public void disarm(T timer) {
    Long tick = ticks.remove(timer);
    if (tick == null) {
      return;
    }
    LinkedHashSet<T> bucket = buckets.get(tick);
    if (bucket != null && bucket.remove(timer) && bucket.isEmpty()) {
      buckets.remove(tick);
    }
  }

  /** Disarms everything. */
  public void clear() {
    buckets.clear();
    ticks.clear();
    scheduled.dispose();
    scheduledTick = Long.MAX_VALUE;
  }

  private void schedule(long tick) {
    scheduled.dispose();
    scheduledTick = tick;
    long delay = Math.max(0, tick * TICK_MILLIS - uptimeMillis.getAsLong());
    scheduled = worker.schedule(this::run, delay, TimeUnit.MILLISECONDS);
  }

  private void run() {
    scheduledTick = Long.MAX_VALUE;
    long now = Math.floorDiv(uptimeMillis.getAsLong(), TICK_MILLIS);
    ArrayDeque<T> due = new ArrayDeque<>();
    while (!buckets.isEmpty() && buckets.firstKey() <= now) {
      due.addAll(buckets.pollFirstEntry().getValue());
    }
    for (T timer : due) {
      // One that an earlier one of this run disarmed or moved is not due any more.
      Long tick = ticks.get(timer);
      if (tick != null && tick <= now) {
        ticks.remove(timer);
        fired.accept(timer);
      }
    }
    if (!buckets.isEmpty() && buckets.firstKey() < scheduledTick) {
      schedule(buckets.firstKey());
    }
  }
}
