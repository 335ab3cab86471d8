package dev.gyre.sim.disk;

/** What may go wrong without a crash. Each draws from a stream of its own. */
public enum DiskFault {
  /** A read first flips one durable bit in the range that it reads; the flip stays. */
  BIT_ROT,

  /** A write lands at another 512-byte boundary of its file, and nothing where it should. */
  MISDIRECTED_WRITE,

  /** A read fails; the next may succeed. */
  READ_ERROR,

  /** A write fails, and a prefix of it may have been written. */
  WRITE_ERROR,

  /**
   * A force fails. A prefix of the unsynced changes became durable; the others never will, although
   * reads go on showing them and the next force succeeds (Rebello et al., "Can applications recover
   * from fsync failures?", ATC 2020).
   */
  FORCE_ERROR,

  /** A write or extension fails for want of space, and nothing was written. */
  NO_SPACE,

  /** An operation charges more virtual time than its latency. */
  SLOW
}
