package dev.gyre.checker.history;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of one object.
 *
 * @param key the object; {@link Absent#ABSENT} when there is only one
 * @param function its name, as {@code read}
 * @param input what is written, added, appended or expected; null for a read
 * @param next what a compare-and-set writes; null for other functions
 */
public record Call(Object key, String function, @Nullable Object input, @Nullable Object next) {
  /** Refuses a call without key or function. */
  public Call {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(function, "function");
  }

  /** A read of a key. */
  public static Call read(Object key) {
    return new Call(key, "read", null, null);
  }

  /** A write of a value to a key. */
  public static Call write(Object key, Object value) {
    return new Call(key, "write", value, null);
  }

  /** A delete: a write of the absent value. */
  public static Call delete(Object key) {
    return new Call(key, "write", Absent.ABSENT, null);
  }

  /** A compare-and-set of a key from one value to another. */
  public static Call compareAndSet(Object key, Object expected, Object value) {
    return new Call(key, "cas", expected, value);
  }
}
