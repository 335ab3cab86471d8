package dev.gyre.core.wire;

import dev.gyre.core.value.Value;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Bytes being written: one growing array, meant to be reset and used again.
 *
 * <p>A {@link #gathering} output copies no large value: it remembers where in its own bytes each
 * one belongs, and {@link #pieces} names all of them in order. Positions ({@link #begin}, {@link
 * #patch}) are of its own bytes in either case.
 */
public final class Output {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_VARINT = 10;

  /** A value from this size on is gathered: less is copied sooner than kept apart. */
  private static final int LARGE_BYTES = 32 << 10;

  /** A value that belongs before the own byte at {@code position}. */
  private record Apart(int position, Value value) {}

  private byte[] bytes;
  private int length;

  /** In order of position; null unless gathering. */
  private final @Nullable List<Apart> apart;

  private int apartBytes;

  public Output(int initialCapacity) {
    this(initialCapacity, null);
  }

  private Output(int initialCapacity, @Nullable List<Apart> apart) {
    this.bytes = new byte[Math.max(16, initialCapacity)];
    this.apart = apart;
  }

  /** Leaves large values where they are: read it by its {@link #pieces}. */
  public static Output gathering(int initialCapacity) {
    return new Output(initialCapacity, new ArrayList<>());
  }

  /**
   * The array written to: the first {@link #position} bytes are valid until the next write or
   * reset. All that was written, unless something was gathered.
   */
  public byte[] array() {
    return bytes;
  }

  /** Bytes written, with those of gathered values. */
  public int length() {
    return length + apartBytes;
  }

  /** Where in its own bytes the next one goes. */
  public int position() {
    return length;
  }

  public byte[] toByteArray() {
    return apartBytes == 0 ? Arrays.copyOf(bytes, length) : pieces().toByteArray();
  }

  /** What was written, without a copy: valid until the next write or reset. */
  public Pieces pieces() {
    if (apart == null || apart.isEmpty()) {
      return Pieces.of(bytes, 0, length);
    }
    List<Value> all = new ArrayList<>(2 * apart.size() + 1);
    int from = 0;
    for (Apart each : apart) {
      all.add(Value.of(bytes, from, each.position - from));
      all.add(each.value);
      from = each.position;
    }
    all.add(Value.of(bytes, from, length - from));
    return new Pieces(all);
  }

  public void reset() {
    length = 0;
    apartBytes = 0;
    if (apart != null) {
      apart.clear();
    }
  }

  /** Forgets everything from {@code position} on. */
  public void truncate(int position) {
    if (position < 0 || position > length) {
      throw new IllegalArgumentException("cannot cut " + length + " bytes at " + position);
    }
    length = position;
    while (apart != null && !apart.isEmpty() && apart.getLast().position >= position) {
      apartBytes -= apart.removeLast().value.length();
    }
  }

  /**
   * Resets, and gives back an array larger than {@code retainBytes}: one large value must not be
   * kept for ever.
   */
  public void reset(int retainBytes) {
    reset();
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

  /** As {@link #block}; a large one is gathered, if this output does. */
  public void value(Value value) {
    varint(value.length());
    if (apart != null && value.length() >= LARGE_BYTES) {
      apart.add(new Apart(length, value));
      apartBytes = Math.addExact(apartBytes, value.length());
    } else {
      raw(value.array(), value.offset(), value.length());
    }
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
    INTS.set(bytes, begun - Integer.BYTES, length - begun + apartFrom(begun));
  }

  /** CRC-32C of all that was written from {@code position} on. */
  public int checksumFrom(int position) {
    List<Apart> gathered = apart;
    if (gathered == null || apartFrom(position) == 0) {
      return Checksum.of(bytes, position, length - position);
    }
    CRC32C crc = new CRC32C();
    int from = position;
    for (Apart each : gathered) {
      if (each.position >= position) {
        crc.update(bytes, from, each.position - from);
        crc.update(each.value.array(), each.value.offset(), each.value.length());
        from = each.position;
      }
    }
    crc.update(bytes, from, length - from);
    return (int) crc.getValue();
  }

  /** Overwrites four bytes written earlier. */
  public void patch(int position, int value) {
    if (position < 0 || position + Integer.BYTES > length) {
      throw new IllegalArgumentException("no four bytes at " + position + " of " + length);
    }
    INTS.set(bytes, position, value);
  }

  private int apartFrom(int position) {
    int count = 0;
    if (apartBytes > 0 && apart != null) {
      for (Apart each : apart) {
        count += each.position >= position ? each.value.length() : 0;
      }
    }
    return count;
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
