package dev.gyre.storage;

/** How a start found its data. */
public sealed interface Verdict {
  /** There was none: a new store. */
  record Fresh() implements Verdict {}

  /** As the last shutdown left it; the life goes on. */
  record Clean() implements Verdict {}

  /**
   * After a crash: everything that was ever acknowledged is there.
   *
   * @param records replayed from the log
   * @param tornTail whether a last write was cut off that no force had followed
   */
  record Recovered(long records, boolean tornTail) implements Verdict {}

  /**
   * Something that was durable is missing: this node must not count in a quorum before it has
   * caught up from its peers (DESIGN section 4, rule 4). Every start says so until one accepts it.
   */
  record LostData(String reason) implements Verdict {}
}
