package dev.gyre.checker.eventual;

/** The session guarantees of Terry et al. (PDIS 1994); a session is a process. */
public enum Guarantee {
  /** After writing a value, a session reads it or a later one. */
  READ_YOUR_WRITES("read your writes"),
  /** After reading a value, a session reads it or a later one. */
  MONOTONIC_READS("monotonic reads"),
  /** A session's writes are ordered as it made them. */
  MONOTONIC_WRITES("monotonic writes"),
  /** A write is ordered behind the values that its session had read. */
  WRITES_FOLLOW_READS("writes follow reads");

  private final String label;

  Guarantee(String label) {
    this.label = label;
  }

  /** The name in words. */
  public String label() {
    return label;
  }
}
