package dev.gyre.core.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes a client stored: opaque, possibly empty, a few MiB at most. Immutable. */
public final class Value {
  public static final Value EMPTY = new Value(new byte[0]);

  /** Never written after construction. */
  private final byte[] bytes;

  private Value(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes the array over: the caller must not write to it again. */
  public static Value of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Value(bytes);
  }

  public static Value of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes themselves, not a copy: read only. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Value value && Arrays.equals(value.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return Bytes.printable(bytes, 32);
  }
}
