package dev.gyre.scenarios.dsl;

/** What may happen in a run, for {@code on(…).nth(k)}. */
public enum Occurrence {
  /** A client asks for a read. */
  GET_ASKED,
  /** A client asks for a write. */
  WRITE_ASKED,
  /** A client is told that its write is durable. */
  WRITE_ACKNOWLEDGED,
  /** A client is told that it cannot know. */
  OUTCOME_UNKNOWN,
  /** A client is told that its request certainly had no effect. */
  REFUSED,
  /** A read returns more than one sibling. */
  SIBLINGS_SEEN,
  /** A node crashed, or was stopped. */
  NODE_DOWN,
  /** A node serves again. */
  NODE_UP
}
