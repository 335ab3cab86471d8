package dev.gyre.sim;

import java.util.Locale;

/**
 * A run failed. Says with which seed, when in virtual time, and in which event; why is the cause.
 */
public final class SimulationFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Seed seed;
  private final transient TraceEntry event;

  SimulationFailure(Seed seed, TraceEntry event, Throwable cause) {
    super(
        String.format(
            Locale.ROOT,
            "seed %s failed at %s s in %s: %s",
            seed,
            seconds(event.timeNanos()),
            event,
            cause),
        cause);
    this.seed = seed;
    this.event = event;
  }

  public Seed seed() {
    return seed;
  }

  /** The event in which it failed. */
  public TraceEntry event() {
    return event;
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%d.%09d", nanos / 1_000_000_000, nanos % 1_000_000_000);
  }
}
