package dev.gyre.scenarios.dsl;

/** Numbers about a running cluster that a trigger may watch. */
public enum Metric {
  /** Operations that clients have been answered. */
  ANSWERED,
  /** Writes that clients were told are durable. */
  ACKNOWLEDGED,
  /** Operations whose outcome clients do not know. */
  UNKNOWN,
  /** Operations that wait for an answer. */
  IN_FLIGHT,
  /** Most siblings that one read has shown. */
  SIBLINGS,
  /** Nodes that do not run. */
  NODES_DOWN,
  /** Crashes and stops so far. */
  RESTARTS,
  /** Hints that nodes keep for others. */
  HINTS_PENDING
}
