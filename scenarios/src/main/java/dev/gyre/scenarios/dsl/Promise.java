package dev.gyre.scenarios.dsl;

import java.util.Locale;

/** What can be promised of a run. The name of a broken one is a failure's fingerprint. */
public enum Promise {
  /** Every operation ended by its deadline. */
  ANSWERED,
  /** A read shows only what somebody had begun to write to that key. */
  NO_THIN_AIR,
  /** A quorum read shows every acknowledged quorum write, or what superseded it. */
  NO_ACKNOWLEDGED_WRITE_LOST,
  /** No value stands beside one whose writer had seen it. */
  CAUSAL_SIBLINGS,
  /** What was superseded by an acknowledged write is not read again. */
  NO_RESURRECTION,
  /** A client reads its own acknowledged writes, or what superseded them. */
  READ_YOUR_WRITES,
  /** What a quorum read has shown, every later one shows, or what superseded it. */
  MONOTONIC_READS,
  /** There is one order of all operations that real time allows. */
  LINEARIZABLE,
  /** After healing every key is answered at quorum, and all believe each other alive. */
  RECOVERS,
  /** After healing, all owners of a key hold the same. */
  CONVERGED,
  /** After healing, no node keeps a hint for one that serves. */
  HINTS_DRAINED,
  /** In silence nothing runs: no request, no timer of one. */
  NO_LEFTOVERS,
  /** Queues and tables stay within their bounds, after every event. */
  BOUNDED,
  /** No machine met a message that it cannot take. */
  NO_NONSENSE,
  /** Nothing threw, nothing was dropped. */
  NO_EXCEPTION,
  /** Two runs of the seed were one and the same. */
  REPRODUCIBLE;

  /** As it stands in files and findings: {@code no-acknowledged-write-lost}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
