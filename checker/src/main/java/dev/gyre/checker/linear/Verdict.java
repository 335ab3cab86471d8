package dev.gyre.checker.linear;

import io.vavr.collection.Vector;

/** The answer about a history. */
public sealed interface Verdict {
  /**
   * There is a linearization of every object.
   *
   * @param operations how many operations were judged
   * @param objects how many objects
   * @param certificates the linearizations, if they were asked for and fitted into the memory
   */
  record Valid(int operations, int objects, Vector<Certificate> certificates) implements Verdict {}

  /**
   * Some object has none.
   *
   * @param witness of the object whose contradiction came first
   * @param objects how many objects are known to be invalid
   */
  record Invalid(Witness witness, int objects) implements Verdict {}

  /**
   * Nobody knows: a budget ended first.
   *
   * @param reason what ended, and what was known by then
   */
  record Unknown(String reason) implements Verdict {}

  /** The verdict in one word: VALID, INVALID or UNKNOWN. */
  default String word() {
    return switch (this) {
      case Valid valid -> "VALID";
      case Invalid invalid -> "INVALID";
      case Unknown unknown -> "UNKNOWN";
    };
  }
}
