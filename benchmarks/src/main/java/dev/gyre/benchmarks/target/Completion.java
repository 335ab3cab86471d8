package dev.gyre.benchmarks.target;

import dev.gyre.core.value.Value;

/** What becomes of one operation: exactly one of these is called, once, on any thread. */
public interface Completion {
  /** A put is durable on its quorum. */
  void stored();

  /** A get was answered by its quorum; empty when the key is absent. */
  void found(Value value);

  /** The operation was not acknowledged. */
  void failed(Throwable cause);
}
