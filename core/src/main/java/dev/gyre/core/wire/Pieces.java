package dev.gyre.core.wire;

import dev.gyre.core.value.Value;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Bytes that lie in several arrays, one range after the other: what is encoded of a large value
 * without copying it. Its arrays are not written to while it is used.
 */
public record Pieces(List<Value> ranges) {

  /** Told each range in order. */
  @FunctionalInterface
  public interface Visitor<E extends Exception> {
    void range(byte[] array, int offset, int count) throws E;
  }

  public Pieces {
    ranges = List.copyOf(ranges);
  }

  public static Pieces of(byte[] array, int offset, int count) {
    return new Pieces(List.of(Value.of(array, offset, count)));
  }

  public int length() {
    int length = 0;
    for (Value range : ranges) {
      length += range.length();
    }
    return length;
  }

  /** Visits {@code count} bytes from {@code from} on. */
  public <E extends Exception> void visit(int from, int count, Visitor<E> visitor) throws E {
    int skip = from;
    int left = count;
    for (Value range : ranges) {
      int here = Math.min(left, range.length() - skip);
      if (here > 0) {
        visitor.range(range.array(), range.offset() + skip, here);
        left -= here;
      }
      skip = Math.max(0, skip - range.length());
    }
    if (left > 0) {
      throw new IllegalArgumentException("no " + count + " bytes at " + from + " of " + length());
    }
  }

  /** Appends {@code count} bytes from {@code from} on. */
  public void write(Output out, int from, int count) {
    visit(from, count, out::raw);
  }

  public byte[] toByteArray() {
    return toByteArray(0, length());
  }

  /** A copy of {@code count} bytes from {@code from} on. */
  public byte[] toByteArray(int from, int count) {
    byte[] copy = new byte[count];
    visit(from, count, ByteBuffer.wrap(copy)::put);
    return copy;
  }
}
