package dev.gyre.transport.netty.statistics;

/** One thing that a transport counts. Totals since its start, unless said otherwise. */
public enum Counter {
  FRAMES_SENT,
  FRAMES_RECEIVED,
  BYTES_SENT,
  BYTES_RECEIVED,
  MESSAGES_SENT,
  MESSAGES_RECEIVED,
  /** Messages that were sent in chunks. */
  LARGE_MESSAGES_SENT,
  LARGE_MESSAGES_RECEIVED,
  /** Flushes to sockets: messages sent divided by this is how well they batch. */
  FLUSHES,
  /** Messages lost because there is no connection to their peer. */
  DROPPED_DISCONNECTED,
  /** Messages lost because the peer or client is too slow for its bound of queued bytes. */
  DROPPED_SLOW,
  /** Messages lost because they are over the size limit. */
  DROPPED_OVERSIZE,
  /** Large messages that the receiver refused or gave up. */
  DROPPED_REFUSED,
  /** Large messages that were under way when their connection ended. */
  DROPPED_UNFINISHED,
  /** Messages that came in while nobody listened. */
  DROPPED_UNREAD,
  /** Connections closed because of bytes that are no frame of ours. */
  MALFORMED,
  /** Connections turned away in the handshake, by us. */
  REJECTED,
  /** Connections turned away before the handshake, because there are too many. */
  TURNED_AWAY,
  /** Connections that did not finish the handshake in time. */
  HANDSHAKES_TIMED_OUT,
  /** Connections closed because the other side fell silent. */
  SILENT,
  CONNECTIONS_ACCEPTED,
  CONNECTIONS_DIALLED,
  /** Attempts to connect that failed. */
  DIALS_FAILED,
  /** Our connections that a peer turned away. */
  DIALS_REFUSED,
  ASKS,
  /** Asks answered at once with "not applied", because of a bound. */
  ASKS_REFUSED
}
