package dev.gyre.storage;

/** What came of opening a data directory. */
public sealed interface OpenResult {

  /**
   * It serves.
   *
   * @param life of the node; a new one unless the last shutdown was clean
   * @param lastSequence the last request sequence of this life, 0 in a new one
   */
  record Opened(
      DurableStorage storage, int life, long lastSequence, Directory directory, StartReport report)
      implements OpenResult {}

  /**
   * @param name given when it was made
   * @param replaces whether the operator has accepted that data may be missing here, so that it may
   *     take the place of another directory of this node
   */
  record Directory(long name, boolean replaces) {}

  /** It does not, and nothing was changed. The message says what to do. */
  sealed interface Failed extends OpenResult {
    String message();
  }

  /** Another process, or another node of this one, holds the directory. */
  record Locked(String message) implements Failed {}

  /** The directory belongs to another node or cluster. */
  record Foreign(String message) implements Failed {}

  /** A newer version of this software wrote the directory. */
  record NewerFormat(String message) implements Failed {}

  /** Without what is damaged here, the node cannot know which lives it has used. */
  record Damaged(String message) implements Failed {}

  /** The disk refused. */
  record Unusable(String message, Throwable cause) implements Failed {}
}
