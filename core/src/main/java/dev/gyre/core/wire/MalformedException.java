package dev.gyre.core.wire;

/**
 * Bytes that are no message of ours: says what is wrong. Carries no stack trace, because strangers
 * can cause it.
 */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1;

  public enum Kind {
    TRUNCATED,
    BAD_LENGTH,
    BAD_CHECKSUM,
    UNKNOWN_VERSION,
    UNKNOWN_TYPE,
    FOREIGN_CLUSTER,
    INVALID
  }

  private final Kind kind;

  public MalformedException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
