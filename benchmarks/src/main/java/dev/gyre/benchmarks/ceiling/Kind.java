package dev.gyre.benchmarks.ceiling;

/**
 * The messages. A frame is {@code length u32, kind u8, id u32, body}; the length counts what
 * follows it. A reply carries the id of its request.
 */
enum Kind {
  /** Client to coordinator: key length u16, key, value. */
  PUT,
  /** Client to coordinator: key. */
  GET,
  /** Coordinator to replica: version u64, key length u16, key, value. */
  STORE,
  /** Replica to coordinator: key. */
  FETCH,
  /** Replica to coordinator, once the record is forced: nothing. */
  STORED,
  /** Replica to coordinator: version u64 (0 when absent), value. */
  FETCHED,
  /** Coordinator to client, once two replicas have stored: nothing. */
  DONE,
  /** Coordinator to client: version u64 (0 when absent), value. */
  FOUND;

  private static final Kind[] ALL = values();

  byte code() {
    return (byte) ordinal();
  }

  static Kind of(byte code) {
    if (code < 0 || code >= ALL.length) {
      throw new IllegalArgumentException("unknown kind of frame: " + code);
    }
    return ALL[code];
  }
}
