package dev.gyre.benchmarks.target;

import java.io.IOException;

/**
 * A running, connected cluster under load. All clients of the load share one connection per node.
 * Operations may be started from any thread, in particular from a completion. Completions never run
 * within the call that starts their operation, or a closed loop would recurse.
 */
public interface Target extends AutoCloseable {
  /** Writes durably at QUORUM. The arrays are not written again by anybody. */
  void put(byte[] key, byte[] value, Completion completion);

  /** Reads at QUORUM. */
  void get(byte[] key, Completion completion);

  /** What the nodes have used so far, without the load. */
  Meters meters() throws IOException;

  /** Ends the cluster. Operations in flight may fail. */
  @Override
  void close() throws IOException;
}
