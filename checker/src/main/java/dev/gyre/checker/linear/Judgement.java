package dev.gyre.checker.linear;

import java.util.function.Supplier;

/** The answer about one object. */
sealed interface Judgement {
  /** The object's number in the split. */
  int object();

  /**
   * A linearization exists.
   *
   * @param order operations by their number in the history; empty when not asked for
   */
  record Explained(int object, int[] order) implements Judgement {}

  /**
   * None exists.
   *
   * @param witness made when asked for, since only one is told
   */
  record Refuted(int object, Supplier<Witness> witness) implements Judgement {}

  /** A budget ended. */
  record Undecided(int object, String reason) implements Judgement {}
}
