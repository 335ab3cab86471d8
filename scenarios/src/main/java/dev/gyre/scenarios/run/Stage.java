package dev.gyre.scenarios.run;

import dev.gyre.sim.Seed;

/**
 * Time and tasks of a run. Everything of it happens on one thread: that of the simulation, or one
 * of a real world's own.
 */
public interface Stage {
  /** Since the run began; never goes back. */
  long nowNanos();

  /** Runs an action once, so much later. */
  void after(long delayNanos, String label, Runnable action);

  /**
   * Runs what an answer to a client brings about, on the stage's thread: at once where that is the
   * client's own.
   */
  void answered(Runnable action);

  /** For streams of draws that belong to the run: fork it, do not draw from it. */
  Seed seed();

  /** A state that some run must reach was reached. */
  void sometimes(String state);

  /** Adds something that happened to the trace, where there is one. */
  void note(String label, long payload);
}
