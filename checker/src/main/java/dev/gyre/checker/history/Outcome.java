package dev.gyre.checker.history;

/** What the caller knows of an operation when it stops waiting. */
public enum Outcome {
  /** It took effect between invocation and completion, and returned what is recorded. */
  OK,
  /**
   * A compare-and-set that found another value than it expected. It changed nothing, but it
   * constrains: between invocation and completion the value was the one it saw or, when that is not
   * recorded, at least not the one it expected.
   */
  MISMATCH,
  /** It certainly had no effect, and says nothing about the value. */
  FAILED,
  /**
   * A time-out, a lost connection, a crash. It may take effect at any time after its invocation,
   * also long after the caller gave up, or never; at most once.
   */
  UNKNOWN
}
