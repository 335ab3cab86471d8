package dev.gyre.transport.sim;

/** What the network did to messages and connections: counted when it happens, not when drawn. */
public enum Effect {
  SENT,
  DELIVERED,
  LOST,
  DUPLICATED,
  /** Arrived after a message that was sent later on the same link. */
  REORDERED,
  /** Bits were flipped, and the checksum refused the frame. */
  CORRUPTED,
  /** Stopped by a partition. */
  CUT_OFF,
  /** Held by a clogged link. */
  CLOGGED,
  /** Waited for bytes before it on a slow link. */
  SLOWED,
  /** Lost because too many bytes wait on its link. */
  OVERFLOWED,
  OVERSIZE,
  /** Under way to a node when it crashed, and gone with it. */
  LOST_IN_CRASH,
  /** Under way to a node when it crashed, and delivered to its next life. */
  REACHED_NEXT_LIFE,
  /** Arrived where no node runs, or at one that does not listen. */
  NOBODY_THERE,
  /** Refused by its receiver because it is of another cluster. */
  FOREIGN,
  /** Refused because sender and receiver know other topologies of one epoch. */
  OTHER_TOPOLOGY,
  CONNECTIONS_MADE,
  CONNECTIONS_REFUSED,
  CONNECTIONS_BROKEN
}
