package dev.gyre.checker.linear;

/** A way to decide a search problem, a slice at a time. */
interface Search {
  /** How far it is. */
  enum Progress {
    /** Not done; call again. */
    RUNNING,
    /** There is a linearization. */
    VALID,
    /** There is none. */
    INVALID,
    /** No memory is left for this search. */
    FULL
  }

  /** Works on, for about so many configurations. */
  Progress advance(long quota);

  /** How many completions it got past, at its best. */
  int reached();

  /** After {@link Progress#VALID}, the linearization; empty when it was too long to keep. */
  int[] linearization();

  /** Gives its memory back. */
  void release();
}
