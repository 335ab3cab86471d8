package dev.gyre.sim;

import java.util.function.LongSupplier;

/**
 * The clock of one machine: a wall clock and a monotonic one, both driven by virtual time through
 * an imperfect oscillator. Injected into what reads time; two machines have two clocks, which
 * disagree.
 *
 * <ul>
 *   <li><b>skew</b>: how far the wall clock is off at the start.
 *   <li><b>drift</b>: how much faster the oscillator runs, in parts per million; it moves both
 *       readings, and changing it never makes either go back.
 *   <li><b>jump</b>: the wall clock is set, forward or back, as by an operator or by NTP. The
 *       monotonic reading does not notice.
 * </ul>
 */
public final class SimClock {
  /** 2026-01-01T00:00:00Z: where virtual time 0 lies unless told otherwise. */
  public static final long DEFAULT_EPOCH_MILLIS = 1_767_225_600_000L;

  /** Drift is below a half in either direction; real oscillators stay below 500 ppm. */
  public static final long MAXIMUM_DRIFT_PPM = 500_000;

  private static final long MILLION = 1_000_000;

  private final LongSupplier virtualNanos;

  /** Wall reading = offset + monotonic reading. */
  private long wallOffsetNanos;

  private long driftPpm;

  /** The virtual time and the monotonic reading when the drift last changed. */
  private long anchorVirtualNanos;

  private long anchorMonotonicNanos;

  /** A perfect clock that starts at {@link #DEFAULT_EPOCH_MILLIS}. */
  public static SimClock of(Simulation simulation) {
    return new SimClock(simulation::nowNanos, DEFAULT_EPOCH_MILLIS);
  }

  /**
   * A perfect clock: {@link #jump} and {@link #drift} spoil it.
   *
   * @param virtualNanos the true time, never going back
   * @param epochMillis the wall reading at virtual time 0
   */
  public SimClock(LongSupplier virtualNanos, long epochMillis) {
    this.virtualNanos = virtualNanos;
    this.wallOffsetNanos = Math.multiplyExact(epochMillis, MILLION);
    this.anchorVirtualNanos = virtualNanos.getAsLong();
    this.anchorMonotonicNanos = anchorVirtualNanos;
  }

  /** Milliseconds since 1970 as this machine believes them to be. */
  public long wallMillis() {
    return Math.floorDiv(wallNanos(), MILLION);
  }

  /** Nanoseconds since 1970 as this machine believes them to be. */
  public long wallNanos() {
    return wallOffsetNanos + monotonicNanos();
  }

  /** Never goes back; only differences between two readings mean anything. */
  public long monotonicNanos() {
    long elapsed = virtualNanos.getAsLong() - anchorVirtualNanos;
    return anchorMonotonicNanos + withDrift(elapsed, driftPpm);
  }

  /** Sets the wall clock forward, or back where negative: skew is a jump at the start. */
  public void jump(long nanos) {
    wallOffsetNanos = Math.addExact(wallOffsetNanos, nanos);
  }

  /** From now on the oscillator runs faster, or slower where negative. */
  public void drift(long partsPerMillion) {
    if (Math.abs(partsPerMillion) > MAXIMUM_DRIFT_PPM) {
      throw new IllegalArgumentException(
          "drift is at most " + MAXIMUM_DRIFT_PPM + " ppm, but was " + partsPerMillion);
    }
    anchorMonotonicNanos = monotonicNanos();
    anchorVirtualNanos = virtualNanos.getAsLong();
    driftPpm = partsPerMillion;
  }

  /** How far the wall clock is ahead of an undisturbed one with the same epoch. */
  public long errorNanos(long epochMillis) {
    return wallNanos() - epochMillis * MILLION - virtualNanos.getAsLong();
  }

  /**
   * elapsed · (1 + ppm / 10⁶), rounded down. In two parts, because the product of a day of
   * nanoseconds and a large drift does not fit 64 bits.
   */
  static long withDrift(long elapsedNanos, long ppm) {
    long millions = Math.floorDiv(elapsedNanos, MILLION);
    long rest = Math.floorMod(elapsedNanos, MILLION);
    return elapsedNanos + millions * ppm + Math.floorDiv(rest * ppm, MILLION);
  }
}
