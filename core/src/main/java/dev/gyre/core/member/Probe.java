package dev.gyre.core.member;

import dev.gyre.core.value.NodeId;

/** How far the present probe is (SWIM section 3.1). */
sealed interface Probe {

  /** None is under way: the last one was answered, or judged. */
  record Resting() implements Probe {}

  /** The target was pinged. */
  record Direct(NodeId target, long number, long deadlineMillis) implements Probe {}

  /**
   * It did not answer in time, and others were asked to ping it, who may all say that they cannot
   * reach it either. Ends with the period.
   *
   * @param helpers how many were asked
   * @param nacks how many of them said so
   */
  record Indirect(NodeId target, long number, int helpers, int nacks) implements Probe {}
}
