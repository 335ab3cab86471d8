package dev.gyre.sim.disk;

/**
 * The shape of a disk.
 *
 * @param capacityBytes the sum of all file sizes beyond which there is no space
 * @param maximumFileBytes the size beyond which a file is too large
 * @param maximumUnsyncedBytes of one file, beyond which its oldest writes become durable by
 *     themselves, as the page cache writes back under pressure
 * @param latency the virtual time that operations charge
 * @param faults what goes wrong, and how often
 */
public record DiskOptions(
    long capacityBytes,
    long maximumFileBytes,
    long maximumUnsyncedBytes,
    DiskLatency latency,
    DiskFaults faults) {
  private static final long GIB = 1L << 30;

  /** Without faults or latency: 16 GiB, files up to 4 GiB, 64 MiB unsynced. */
  public static final DiskOptions DEFAULT =
      new DiskOptions(16 * GIB, 4 * GIB, GIB / 16, DiskLatency.NONE, DiskFaults.NONE);

  public DiskOptions {
    if (capacityBytes <= 0 || maximumFileBytes <= 0 || maximumUnsyncedBytes <= 0) {
      throw new IllegalArgumentException("every size must be above 0");
    }
    if (maximumFileBytes > 1024 * GIB) {
      throw new IllegalArgumentException("a file has at most 1 TiB");
    }
  }

  public DiskOptions withCapacityBytes(long bytes) {
    return new DiskOptions(bytes, maximumFileBytes, maximumUnsyncedBytes, latency, faults);
  }

  public DiskOptions withMaximumFileBytes(long bytes) {
    return new DiskOptions(capacityBytes, bytes, maximumUnsyncedBytes, latency, faults);
  }

  public DiskOptions withMaximumUnsyncedBytes(long bytes) {
    return new DiskOptions(capacityBytes, maximumFileBytes, bytes, latency, faults);
  }

  public DiskOptions withLatency(DiskLatency newLatency) {
    return new DiskOptions(
        capacityBytes, maximumFileBytes, maximumUnsyncedBytes, newLatency, faults);
  }

  public DiskOptions withFaults(DiskFaults newFaults) {
    return new DiskOptions(
        capacityBytes, maximumFileBytes, maximumUnsyncedBytes, latency, newFaults);
  }
}
