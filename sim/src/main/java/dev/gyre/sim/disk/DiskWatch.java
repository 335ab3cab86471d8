package dev.gyre.sim.disk;

/** Is told of every operation before it happens, and may cut the power at it. */
@FunctionalInterface
public interface DiskWatch {
  /** Lets everything happen. */
  DiskWatch NONE = (kind, index, name) -> Moment.NEVER;

  /**
   * An operation is about to happen.
   *
   * @param kind what is asked
   * @param index how many operations this disk has seen before it, over all its lives
   * @param name the file; empty for the directory
   * @return when to cut the power; it may as well throw a {@link DiskCrash} itself, which is BEFORE
   */
  Moment onOperation(OperationKind kind, long index, String name);

  /** Where in an operation the power fails. */
  enum Moment {
    NEVER,

    /** It had no effect. */
    BEFORE,

    /**
     * It was under way. Of a write a drawn prefix reached the cache; of a force a drawn prefix of
     * the unsynced changes became durable. What cannot be halved has happened, unsynced.
     */
    MIDDLE,

    /** It was complete, but the caller never learnt. */
    AFTER
  }

  /** Cuts the power at the operation with this index. */
  static DiskWatch crashAt(long index, Moment moment) {
    return (kind, seen, name) -> seen == index ? moment : Moment.NEVER;
  }
}
