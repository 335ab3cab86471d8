package dev.gyre.core.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes being written: one growing array, meant to be reset and used again. */
public final class Output {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_VARINT = 10;

  private byte[] bytes;
  private int length;

  public Output(int initialCapacity) {
    this.bytes = new byte[Math.max(16, initialCapacity)];
  }

  /**
   * The array written to: the first {@link #length} bytes are valid until the next write or reset.
   */
  public byte[] array() {
    return bytes;
  }

  public int length() {
    return length;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  public void reset() {
    length = 0;
  }

  /** Forgets everything from {@code position} on. */
  public void truncate(int position) {
    if (position < 0 || position > length) {
      throw new IllegalArgumentException("cannot cut " + length + " bytes at " + position);
    }
    length = position;
  }

  /**
   * Resets, and gives back an array larger than {@code retainBytes}: one large value must not be
   * kept for ever.
   */
  public void reset(int retainBytes) {
    length = 0;
    if (bytes.length > retainBytes) {
      bytes = new byte[retainBytes];
    }
  }

  public void u8(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  public void i32(int value) {
    reserve(Integer.BYTES);
    INTS.set(bytes, length, value);
    length += Integer.BYTES;
  }

  public void i64(long value) {
    reserve(Long.BYTES);
    LONGS.set(bytes, length, value);
    length += Long.BYTES;
  }

  /** Unsigned LEB128: small numbers take one byte. */
  public void varint(long value) {
    reserve(MAX_VARINT);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** A length as varint, then the bytes. */
  public void block(byte[] block) {
    varint(block.length);
    raw(block, 0, block.length);
  }

  public void raw(byte[] source, int offset, int count) {
    reserve(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  /** Begins a record; give the result to {@link #end}. */
  public int begin() {
    i32(0);
    return length;
  }

  /** Ends a record: writes its length in front of it. */
  public void end(int begun) {
    INTS.set(bytes, begun - Integer.BYTES, length - begun);
  }

  /** Overwrites four bytes written earlier. */
  public void patch(int position, int value) {
    if (position < 0 || position + Integer.BYTES > length) {
      throw new IllegalArgumentException("no four bytes at " + position + " of " + length);
    }
    INTS.set(bytes, position, value);
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      int wanted = Math.addExact(length, count);
      bytes =
          Arrays.copyOf(
              bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(wanted, 2L * bytes.length)));
    }
  }
}
