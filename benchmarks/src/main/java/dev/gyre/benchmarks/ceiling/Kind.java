package dev.gyre.benchmarks.ceiling;

/**
 * The messages. A frame is {@code length u32, kind u8, id u32, body}; the length counts what
 * follows it. A reply carries the id of its request.
 */
enum Kind {
  /** Client to coordinator: key length u16, key, value. */
  PUT(1),
  /** Client to coordinator: key. */
  GET(2),
  /** Coordinator to replica: version u64, key length u16, key, value. */
  STORE(3),
  /** Replica to coordinator: key. */
  FETCH(4),
  /** Replica to coordinator, once the record is forced: nothing. */
  STORED(5),
  /** Replica to coordinator: version u64 (0 when absent), value. */
  FETCHED(6),
  /** Coordinator to client, once two replicas have stored: nothing. */
  DONE(7),
  /** Coordinator to client: version u64 (0 when absent), value. */
  FOUND(8);

  private static final Kind[] BY_CODE = new Kind[9];

  static {
    for (Kind kind : values()) {
      BY_CODE[kind.code] = kind;
    }
  }

  private final byte code;

  Kind(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  static Kind of(byte code) {
    if (code < 1 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("unknown kind of frame: " + code);
    }
    return BY_CODE[code];
  }
}
