package dev.gyre.sim.disk;

/**
 * The virtual time that operations charge.
 *
 * @param readNanos each read
 * @param writeNanos each write, truncate, create, rename, delete
 * @param forceNanos each force, of a file or of the directory
 * @param slowNanos the most that {@link DiskFault#SLOW} adds to any of them
 */
public record DiskLatency(long readNanos, long writeNanos, long forceNanos, long slowNanos) {
  /** Costs nothing, and half a second at most when slow. */
  public static final DiskLatency NONE = new DiskLatency(0, 0, 0, 500_000_000);

  public DiskLatency {
    if (readNanos < 0 || writeNanos < 0 || forceNanos < 0 || slowNanos <= 0) {
      throw new IllegalArgumentException("latencies are 0 or more, the slow one above 0");
    }
  }

  long of(OperationKind kind) {
    return switch (kind) {
      case READ -> readNanos;
      case WRITE, TRUNCATE, CREATE, RENAME, DELETE -> writeNanos;
      case FORCE, FORCE_DIRECTORY -> forceNanos;
      case OPEN, LIST -> 0;
    };
  }
}
