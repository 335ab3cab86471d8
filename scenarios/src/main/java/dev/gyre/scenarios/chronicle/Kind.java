package dev.gyre.scenarios.chronicle;

/** What an entry of a chronicle is. */
public enum Kind {
  /** A client asks. */
  ASKED,
  /** A client has its answer. */
  ANSWERED,
  /** A message leaves. */
  SENT,
  /** A message arrives. */
  RECEIVED,
  /** A message will never arrive. */
  LOST,
  /** A message is held up, or comes twice. */
  DELAYED,
  /** A node takes a client's command up. */
  BEGUN,
  /** A node's own storage answered it. */
  REPLIED,
  /** A timer fired. */
  FIRED,
  /** A request met a cell and left it as it was. */
  READ,
  /** A request changed a cell. */
  CHANGED,
  /** A life of a node begins. */
  STARTED,
  /** A life of a node ends at once. */
  CRASHED,
  /** A life of a node ends in order, or is ended by its storage. */
  STOPPED,
  /** A process stands still. */
  PAUSED,
  /** A process goes on. */
  RESUMED,
  /** A fault begins. */
  FAULT,
  /** A fault ends. */
  ENDED,
  /** A promise is seen to be broken. */
  VIOLATED
}
