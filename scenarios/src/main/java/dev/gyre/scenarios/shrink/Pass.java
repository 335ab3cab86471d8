package dev.gyre.scenarios.shrink;

/** One way to make a failure smaller. */
@FunctionalInterface
interface Pass {
  /** Tries all that it can think of; what still fails, the trials keep. */
  void run(Trials trials);
}
