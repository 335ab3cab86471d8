package dev.gyre.scenarios.run;

/** A fault that lasts. */
@FunctionalInterface
public interface Lease {
  /** For what is over as soon as it has begun. */
  Lease OVER = () -> {};

  /** Ends it; nothing when it has ended. */
  void end();
}
