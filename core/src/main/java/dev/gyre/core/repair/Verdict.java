package dev.gyre.core.repair;

import org.jspecify.annotations.Nullable;

/** What follows from two answers to one question. */
sealed interface Verdict {

  /** The next question. */
  record Ask(Course course, Question question) implements Verdict {}

  /**
   * Lanes are to be moved first.
   *
   * @param then the next question; null if there is none
   */
  record Move(Course course, Differences.Lacking lacking, @Nullable Question then)
      implements Verdict {}

  /** This peer and this owner are equal, as far as they could be compared. */
  record Done(Course course) implements Verdict {}
}
