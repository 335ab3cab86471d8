package dev.gyre.core.value;

import org.jspecify.annotations.Nullable;

/**
 * The keys with a prefix that come after a key, in the order of keys (unsigned bytes).
 *
 * @param after exclusive; null: from the first one on
 */
public record KeyRange(KeyPrefix prefix, @Nullable Key after) {
  public static final KeyRange ALL = new KeyRange(KeyPrefix.EMPTY, null);

  public static KeyRange of(KeyPrefix prefix) {
    return new KeyRange(prefix, null);
  }

  public KeyRange from(Key last) {
    return new KeyRange(prefix, last);
  }

  public boolean contains(Key key) {
    return prefix.begins(key) && (after == null || key.compareTo(after) > 0);
  }

  /**
   * Where to begin looking: no key of the range is before these bytes. {@code after} itself may be
   * at them.
   */
  public byte[] start() {
    return after != null && Bytes.compare(after.bytes(), prefix.bytes()) > 0
        ? after.bytes()
        : prefix.bytes();
  }
}
