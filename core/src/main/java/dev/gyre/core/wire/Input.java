package dev.gyre.core.wire;

import dev.gyre.core.value.Value;
import dev.gyre.core.wire.MalformedException.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes being read, never past a limit: whatever they hold, reading them throws nothing but {@link
 * MalformedException}.
 */
public final class Input {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** From here on a value may be left in the array it came in, when it fills half of that. */
  private static final int LARGE_BYTES = 32 << 10;

  private final byte[] bytes;

  /** Whether the array is ours to keep: nobody writes to it again. */
  private final boolean owned;

  private int position;
  private int limit;

  public Input(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  public Input(byte[] bytes, int offset, int length) {
    this(bytes, offset, length, false);
  }

  /** Takes the array over: a large value is not copied out of it. */
  public static Input owning(byte[] bytes, int offset, int length) {
    return new Input(bytes, offset, length, true);
  }

  private Input(byte[] bytes, int offset, int length, boolean owned) {
    if (offset < 0 || length < 0 || length > bytes.length - offset) {
      throw new IllegalArgumentException("no " + length + " bytes at " + offset);
    }
    this.bytes = bytes;
    this.owned = owned;
    this.position = offset;
    this.limit = offset + length;
  }

  public int position() {
    return position;
  }

  public int remaining() {
    return limit - position;
  }

  public int u8() throws MalformedException {
    require(1);
    return bytes[position++] & 0xFF;
  }

  public int i32() throws MalformedException {
    require(Integer.BYTES);
    int value = (int) INTS.get(bytes, position);
    position += Integer.BYTES;
    return value;
  }

  public long i64() throws MalformedException {
    require(Long.BYTES);
    long value = (long) LONGS.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  public long varint() throws MalformedException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new MalformedException(Kind.INVALID, "a number is longer than 64 bits");
  }

  /** A varint from 0 to {@code most}; {@code what} names it in the error. */
  public int bounded(int most, String what) throws MalformedException {
    long value = varint();
    if (value < 0 || value > most) {
      throw new MalformedException(
          Kind.BAD_LENGTH, what + " is " + Long.toUnsignedString(value) + ", at most " + most);
    }
    return (int) value;
  }

  /**
   * How many elements follow: each takes at least {@code elementBytes}, so no more than can be
   * there.
   */
  public int count(int elementBytes, String what) throws MalformedException {
    return bounded(remaining() / elementBytes, what);
  }

  public byte[] block(int most, String what) throws MalformedException {
    int length = bounded(most, what);
    require(length);
    byte[] block = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return block;
  }

  /** What {@link Output#value} wrote. */
  public Value value(String what) throws MalformedException {
    int length = bounded(remaining(), what);
    int from = position;
    position += length;
    return owned && length >= LARGE_BYTES && length >= bytes.length / 2
        ? Value.of(bytes, from, length)
        : Value.of(Arrays.copyOfRange(bytes, from, position));
  }

  /** Enters a record; give the result to {@link #leave}. */
  public int enter() throws MalformedException {
    int length = i32();
    if (length < 0 || length > remaining()) {
      throw new MalformedException(
          Kind.BAD_LENGTH, "a record of " + length + " bytes where " + remaining() + " are left");
    }
    int outer = limit;
    limit = position + length;
    return outer;
  }

  /** Leaves a record, skipping what a newer writer appended to it. */
  public void leave(int outer) {
    position = limit;
    limit = outer;
  }

  private void require(int count) throws MalformedException {
    if (remaining() < count) {
      throw new MalformedException(
          Kind.TRUNCATED, count + " bytes wanted, " + remaining() + " left");
    }
  }
}
