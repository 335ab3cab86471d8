package dev.gyre.sim;

/**
 * The bounds beyond which a run is certainly not making progress.
 *
 * @param maximumEvents events of one run
 * @param maximumEventsPerInstant events at one moment of virtual time: more means that something
 *     schedules itself without delay, for ever
 * @param maximumQueued events waiting at once
 */
public record SimulationLimits(
    long maximumEvents, long maximumEventsPerInstant, int maximumQueued) {

  /** A hundred billion events, ten million at one instant, sixteen million waiting. */
  public static final SimulationLimits DEFAULT =
      new SimulationLimits(100_000_000_000L, 10_000_000L, 1 << 24);

  public SimulationLimits {
    if (maximumEvents <= 0 || maximumEventsPerInstant <= 0 || maximumQueued <= 0) {
      throw new IllegalArgumentException("every limit must be above 0");
    }
  }

  public SimulationLimits withMaximumEvents(long events) {
    return new SimulationLimits(events, maximumEventsPerInstant, maximumQueued);
  }

  public SimulationLimits withMaximumEventsPerInstant(long events) {
    return new SimulationLimits(maximumEvents, events, maximumQueued);
  }

  public SimulationLimits withMaximumQueued(int events) {
    return new SimulationLimits(maximumEvents, maximumEventsPerInstant, events);
  }
}
