package dev.gyre.core.message;

import java.util.Arrays;

/**
 * A causal context as clients carry it: opaque bytes that a node made with {@code
 * wire.ContextTokens}, bound to the cluster and the key, protected against change. Immutable.
 */
public final class ContextToken {
  public static final int MAX_BYTES = 64 << 10;

  /** Never written after construction. */
  private final byte[] bytes;

  private ContextToken(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes the array over. Whether it is a genuine token is decided by the node that reads it. */
  public static ContextToken of(byte[] bytes) {
    return new ContextToken(bytes);
  }

  /** The bytes themselves, not a copy: read only. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContextToken token && Arrays.equals(token.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "context of " + bytes.length + " bytes";
  }
}
