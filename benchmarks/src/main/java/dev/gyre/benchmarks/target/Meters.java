package dev.gyre.benchmarks.target;

/**
 * What a cluster has used so far, all nodes together.
 *
 * @param forces forces of files to disk
 * @param cpuNanos processor time
 */
public record Meters(long forces, long cpuNanos) {

  /** What was used since {@code earlier}. */
  public Meters since(Meters earlier) {
    return new Meters(forces - earlier.forces, cpuNanos - earlier.cpuNanos);
  }
}
