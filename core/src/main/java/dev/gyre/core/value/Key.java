package dev.gyre.core.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A key: 1 to 1,024 bytes of any content, ordered as unsigned bytes. Immutable. */
public final class Key implements Comparable<Key> {
  public static final int MAX_BYTES = 1024;
  private static final long PLACEMENT_SEED = 0;

  /** Never written after construction. */
  private final byte[] bytes;

  /** XXH64 of the bytes: decides the partition, so it is a wire and disk format. */
  private final long hash;

  private Key(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a key has 1 to " + MAX_BYTES + " bytes, this one has " + bytes.length);
    }
    this.bytes = bytes;
    this.hash = XxHash64.hash(bytes, PLACEMENT_SEED);
  }

  /** Takes the array over: the caller must not write to it again. */
  public static Key of(byte[] bytes) {
    return new Key(bytes);
  }

  public static Key of(String text) {
    return new Key(text.getBytes(StandardCharsets.UTF_8));
  }

  public static boolean isValidLength(int length) {
    return length >= 1 && length <= MAX_BYTES;
  }

  /** The bytes themselves, not a copy: read only. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  public long hash() {
    return hash;
  }

  @Override
  public int compareTo(Key other) {
    return Bytes.compare(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Key key && key.hash == hash && Arrays.equals(key.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return (int) (hash ^ (hash >>> 32));
  }

  @Override
  public String toString() {
    return Bytes.printable(bytes, 64);
  }
}
