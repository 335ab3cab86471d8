package dev.gyre.core.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes a client stored: opaque, possibly empty, a few MiB at most. Immutable.
 *
 * <p>A range of an array, so that a value of megabytes stays where it was received.
 */
public final class Value {
  public static final Value EMPTY = new Value(new byte[0], 0, 0);

  /** Never written after construction. */
  private final byte[] array;

  private final int offset;
  private final int length;

  private Value(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /** Takes the array over: the caller must not write to it again. */
  public static Value of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** Takes the array over, and keeps all of it, for the sake of a range. */
  public static Value of(byte[] array, int offset, int length) {
    if (offset < 0 || length < 0 || length > array.length - offset) {
      throw new IllegalArgumentException("no " + length + " bytes at " + offset);
    }
    return length == 0 ? EMPTY : new Value(array, offset, length);
  }

  public static Value of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** An array of exactly these bytes, a copy only where it has to be: read only. */
  public byte[] bytes() {
    return length == array.length ? array : Arrays.copyOfRange(array, offset, offset + length);
  }

  /** The array that holds the bytes, from {@link #offset} on: read only. */
  public byte[] array() {
    return array;
  }

  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  public String text() {
    return new String(array, offset, length, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Value value
            && Arrays.equals(
                value.array,
                value.offset,
                value.offset + value.length,
                array,
                offset,
                offset + length));
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  @Override
  public String toString() {
    return Bytes.printable(bytes(), 32);
  }
}
