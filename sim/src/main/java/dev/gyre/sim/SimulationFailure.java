package dev.gyre.sim;

/**
 * A run failed. Says with which seed, when in virtual time, and in which event; why is the cause.
 */
public final class SimulationFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Seed seed;
  private final transient TraceEntry event;

  SimulationFailure(Seed seed, TraceEntry event, Throwable cause) {
    super("seed " + seed + " failed in " + event + ": " + cause, cause);
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
}
