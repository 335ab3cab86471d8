package dev.gyre.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * The kernel: events in order of (virtual time, sequence), one after another on the caller's
 * thread. Whatever is scheduled, charged, drawn and noted through it happens again, identically, in
 * every run with the same seed.
 *
 * <p>Within an event time stands still, but for what the event charges ({@link #charge}). Between
 * events it jumps to the next one.
 *
 * <p>An exception in an event fails the run ({@link SimulationFailure}), and so does an error or a
 * value that Reactor drops; only a process that was killed in the middle of the event may throw,
 * because nothing that it still does matters.
 *
 * <p>Not thread-safe: one simulation belongs to one thread. Several may run on several threads.
 */
public final class Simulation {
  private final Seed seed;
  private final SimulationLimits limits;
  private final EventQueue queue;
  private final Trace trace = new Trace();
  private final Coverage coverage = new Coverage();
  private final List<Runnable> invariants = new ArrayList<>();
  private final TreeMap<String, SimProcess> processes = new TreeMap<>();

  private long timeNanos;

  /** What the running event has charged so far; 0 between events. */
  private long chargedNanos;

  private long nextSequence;
  private long events;
  private long eventsThisInstant;
  private @Nullable ScheduledEvent running;
  private @Nullable Throwable dropped;
  private boolean stopped;

  public Simulation(Seed seed) {
    this(seed, SimulationLimits.DEFAULT);
  }

  public Simulation(Seed seed, SimulationLimits limits) {
    this.seed = seed;
    this.limits = limits;
    this.queue = new EventQueue(limits.maximumQueued());
  }

  public Seed seed() {
    return seed;
  }

  /** A fresh stream of the seed's fork with this name. */
  public Randomness randomness(String name) {
    return seed.fork(name).randomness();
  }

  /** Virtual time since the start of the run, with what the running event has charged. */
  public long nowNanos() {
    return timeNanos + chargedNanos;
  }

  /** How many events have run. */
  public long events() {
    return events;
  }

  /** How many events wait in the queue. */
  public int pending() {
    return queue.alive();
  }

  public Trace trace() {
    return trace;
  }

  public Coverage coverage() {
    return coverage;
  }

  /** A state that some run of a campaign must reach was reached. */
  public void sometimes(String name) {
    coverage.sometimes(name);
  }

  /** Adds something that happened within the running event to the trace. */
  public void note(String label, long payload) {
    trace.add(nowNanos(), Trace.NOTE, "", label, payload);
  }

  /** Runs after every event; it throws when an invariant is broken, which fails the run. */
  public void afterEveryEvent(Runnable invariant) {
    invariants.add(invariant);
  }

  /** Schedules an action of the world itself, such as a fault, that belongs to no process. */
  public Disposable schedule(long delayNanos, String label, Runnable action) {
    return schedule(delayNanos, label, 0, action);
  }

  /**
   * Schedules an action of the world itself.
   *
   * @param delayNanos from now, 0 or more; among equal times, what was scheduled first runs first
   * @param label names the event in traces and failures
   * @param payload a hash of the event's content, for the trace
   */
  public Disposable schedule(long delayNanos, String label, long payload, Runnable action) {
    if (delayNanos < 0) {
      throw new IllegalArgumentException(
          "\"" + label + "\" would run " + -delayNanos + " ns in the past");
    }
    ScheduledEvent event =
        new ScheduledEvent(this, null, label, payload, ScheduledEvent.ONCE, action);
    enqueue(event, after(delayNanos));
    return event;
  }

  /**
   * Starts a process, or its next life when an earlier one was killed.
   *
   * @throws IllegalStateException if a process with this name is alive
   */
  public SimProcess process(String name) {
    SimProcess previous = processes.get(name);
    if (previous != null && previous.isAlive()) {
      throw new IllegalStateException("process \"" + name + "\" is alive: kill it first");
    }
    SimProcess process = new SimProcess(this, name, previous == null ? 1 : previous.life() + 1);
    processes.put(name, process);
    return process;
  }

  /**
   * The running event has kept its processor or its disk busy for so long. What it schedules from
   * now on, and the next task of its worker, come after that time. What it changes directly, on the
   * other hand, others see at the time the event began. Outside of an event it moves the time on.
   */
  public void charge(long nanos) {
    if (nanos < 0) {
      throw new IllegalArgumentException("cannot charge " + nanos + " ns");
    }
    if (running == null) {
      timeNanos += nanos;
    } else {
      chargedNanos += nanos;
    }
  }

  /** Runs until nothing is left, or {@link #stop}. */
  public void run() {
    drain(Long.MAX_VALUE);
  }

  /** Runs all that is due up to and including this time, then stands at it. */
  public void runUntil(long untilNanos) {
    drain(untilNanos);
    if (!stopped) {
      timeNanos = Math.max(timeNanos, untilNanos);
    }
  }

  /** Runs all that is due within this time from now. */
  public void runFor(Duration duration) {
    runUntil(after(duration.toNanos()));
  }

  /** Takes one event from the queue; false when there is none. */
  public boolean step() {
    requireNoEventRunning();
    return ReactorNet.within(this, () -> fireNext(Long.MAX_VALUE));
  }

  /** Ends the current {@code run} after the running event. The next call goes on. */
  public void stop() {
    stopped = true;
  }

  /**
   * Runs set-up or checks on the caller's thread under the same guards as an event: dropped errors,
   * real schedulers and {@code block()} fail.
   */
  public void within(Runnable body) {
    ReactorNet.within(
        this,
        () -> {
          body.run();
          return true;
        });
    if (running == null && dropped != null) {
      throw failure(takeDropped());
    }
  }

  private void drain(long untilNanos) {
    requireNoEventRunning();
    stopped = false;
    ReactorNet.within(
        this,
        () -> {
          boolean more = true;
          while (more && !stopped) {
            more = fireNext(untilNanos);
          }
          return more;
        });
  }

  private boolean fireNext(long untilNanos) {
    ScheduledEvent event = queue.pollUntil(untilNanos);
    if (event == null) {
      return false;
    }
    event.queued = false;
    if (event.timeNanos > timeNanos) {
      timeNanos = event.timeNanos;
      eventsThisInstant = 0;
    }
    SimWorker worker = event.worker;
    if (worker == null) {
      execute(event);
    } else {
      worker.arrived(event);
    }
    return true;
  }

  /** Runs one event now and checks everything that must hold after it. */
  void execute(ScheduledEvent event) {
    trace.add(timeNanos, event.sequence, event.place(), event.label, event.payload);
    running = event;
    try {
      boolean again = perform(event);
      checkInvariants();
      if (again && !event.isDead()) {
        enqueue(event, event.timeNanos + event.periodNanos);
      }
    } finally {
      if (event.worker != null) {
        event.worker.busyUntil(nowNanos());
      }
      running = null;
      chargedNanos = 0;
    }
  }

  /** A process that was killed in its own event may end it in any way; all else fails the run. */
  private boolean perform(ScheduledEvent event) {
    try {
      countAgainstLimits();
      boolean again = event.run();
      if (dropped != null) {
        throw takeDropped();
      }
      return again;
    } catch (Throwable cause) {
      if (event.worker == null || event.worker.process().isAlive()) {
        throw failure(cause);
      }
      dropped = null;
      note(event.label + " died of " + cause.getClass().getName(), 0);
      return false;
    }
  }

  private void checkInvariants() {
    try {
      for (int i = 0; i < invariants.size(); i++) {
        invariants.get(i).run();
      }
      if (dropped != null) {
        throw takeDropped();
      }
    } catch (Throwable cause) {
      throw failure(cause);
    }
  }

  private void countAgainstLimits() {
    events++;
    eventsThisInstant++;
    if (events > limits.maximumEvents()) {
      throw new IllegalStateException(
          "more than " + limits.maximumEvents() + " events (SimulationLimits.maximumEvents)");
    }
    if (eventsThisInstant > limits.maximumEventsPerInstant()) {
      throw new IllegalStateException(
          "more than "
              + limits.maximumEventsPerInstant()
              + " events without time moving on: something schedules itself without delay"
              + " (SimulationLimits.maximumEventsPerInstant)");
    }
  }

  /** Queues the event at this time, behind everything already queued for the same time. */
  void enqueue(ScheduledEvent event, long atNanos) {
    event.timeNanos = atNanos;
    event.sequence = nextSequence++;
    event.queued = true;
    queue.push(event);
    if (event.worker != null) {
      event.worker.counted(1);
    }
  }

  /** A queued event was disposed of by itself. */
  void forget(ScheduledEvent event) {
    if (event.worker != null) {
      event.worker.counted(-1);
    }
    queue.died(1);
  }

  /** All of a worker's or process's queued events were disposed of at once. */
  void forget(int queuedEvents) {
    queue.died(queuedEvents);
  }

  /** This long from now; the end of time where that overflows. */
  long after(long delayNanos) {
    long time = nowNanos() + delayNanos;
    return time < 0 ? Long.MAX_VALUE : time;
  }

  /** Reactor dropped an error or a value while this simulation ran. */
  void dropped(Throwable cause) {
    boolean dying =
        running != null && running.worker != null && !running.worker.process().isAlive();
    if (dropped == null && !dying) {
      dropped = cause;
    }
  }

  private Throwable takeDropped() {
    Throwable cause = Objects.requireNonNull(dropped);
    dropped = null;
    return cause;
  }

  private SimulationFailure failure(Throwable cause) {
    ScheduledEvent event = running;
    if (event == null) {
      return new SimulationFailure(seed, here(Trace.NOTE, "", "outside of an event", 0), cause);
    }
    return new SimulationFailure(
        seed, here(event.sequence, event.place(), event.label, event.payload), cause);
  }

  private TraceEntry here(long sequence, String place, String label, long payload) {
    long ordinal = Math.max(0, trace.entries() - 1);
    return new TraceEntry(ordinal, nowNanos(), sequence, place, label, payload);
  }

  private void requireNoEventRunning() {
    if (running != null) {
      throw new IllegalStateException("an event cannot run the simulation that it is part of");
    }
  }
}
