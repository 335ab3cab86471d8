package dev.gyre.scenarios.chronicle;

import io.vavr.collection.Vector;

/**
 * What matters most where not everything can be kept.
 *
 * @param keys none means all of them
 */
public record Focus(Vector<String> keys, long fromNanos, long toNanos) {
  public static final Focus EVERYTHING = new Focus(Vector.empty(), 0, Long.MAX_VALUE);

  boolean covers(String key, long nanos) {
    boolean about = keys.isEmpty() || key.isEmpty() || keys.contains(key);
    return about && nanos >= fromNanos && nanos <= toNanos;
  }
}
