package dev.gyre.core.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What keys may begin with: 0 to 1,024 bytes of any content; empty for all keys. Immutable. */
public final class KeyPrefix {
  public static final KeyPrefix EMPTY = new KeyPrefix(new byte[0]);

  /** Never written after construction. */
  private final byte[] bytes;

  private KeyPrefix(byte[] bytes) {
    if (bytes.length > Key.MAX_BYTES) {
      throw new IllegalArgumentException(
          "a prefix has at most " + Key.MAX_BYTES + " bytes, this one has " + bytes.length);
    }
    this.bytes = bytes;
  }

  /** Takes the array over: the caller must not write to it again. */
  public static KeyPrefix of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new KeyPrefix(bytes);
  }

  public static KeyPrefix of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes themselves, not a copy: read only. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  public boolean begins(Key key) {
    byte[] whole = key.bytes();
    return whole.length >= bytes.length
        && Arrays.equals(whole, 0, bytes.length, bytes, 0, bytes.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyPrefix prefix && Arrays.equals(prefix.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return Bytes.printable(bytes, 64) + "*";
  }
}
