package dev.gyre.scenarios.shrink;

import io.vavr.collection.Vector;
import java.util.function.Predicate;

/**
 * Delta debugging (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", IEEE
 * TSE 28(2), 2002): takes chunks away, large ones first, until no single element can go. Subsets
 * alone are tried only as the complement of a half: a run that needs nothing is asked for first.
 */
final class Subsets {
  private Subsets() {}

  /**
   * A part of {@code all} that still fails and of which no single element can be taken away, as far
   * as {@code fails} answers the same for the same.
   */
  static <T> Vector<T> minimal(Vector<T> all, Predicate<Vector<T>> fails) {
    if (all.isEmpty() || fails.test(Vector.empty())) {
      return Vector.empty();
    }
    Vector<T> left = all;
    int chunk = Math.max(1, all.size() / 2);
    while (true) {
      Vector<T> fewer = withoutChunks(left, chunk, fails);
      boolean shorter = fewer.size() < left.size();
      left = fewer;
      if (chunk == 1 && !shorter) {
        return left;
      }
      chunk = Math.max(1, Math.min(chunk / 2, left.size() / 2));
    }
  }

  /** From the end: what comes last has the fewest consequences. */
  private static <T> Vector<T> withoutChunks(Vector<T> all, int chunk, Predicate<Vector<T>> fails) {
    Vector<T> left = all;
    for (int end = all.size(); end > 0; end -= chunk) {
      Vector<T> fewer = left.take(Math.max(0, end - chunk)).appendAll(left.drop(end));
      if (!fewer.isEmpty() && fails.test(fewer)) {
        left = fewer;
      }
    }
    return left;
  }
}
