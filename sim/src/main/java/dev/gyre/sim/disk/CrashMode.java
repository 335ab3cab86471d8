package dev.gyre.sim.disk;

/** What of the unsynced changes survives a crash. What was forced survives in every mode. */
public enum CrashMode {
  /** Nothing: the page cache was never written back. */
  UNSYNCED_LOST,

  /**
   * A prefix of all changes to the disk in the order in which they were made; the first change
   * beyond it, if a write, is cut at a byte. An ordered disk that lost power in mid-write.
   */
  TORN_IN_ORDER,

  /**
   * Every 512-byte sector for itself: it holds what any one of the unsynced writes left in it, or
   * what it held before them all. Sectors are atomic; their order means nothing. Changes of names
   * and sizes survive as a prefix of their own, as in a journalling file system.
   */
  SECTORS_512,

  /** The same with sectors of 4,096 bytes. */
  SECTORS_4096,

  /** Everything: the process died, the machine did not. */
  ALL_KEPT
}
