package dev.gyre.client;

import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Makes one value of concurrent ones. It should give the same whatever their order, or different
 * clients will disagree: a union, a maximum, a sum of per-writer counters.
 */
@FunctionalInterface
public interface Merge<V> {

  /** {@code values}: at least two, newest write first. */
  V merge(List<V> values);

  /** The newest write wins; the others are lost. */
  static <V> Merge<V> newest() {
    return List::getFirst;
  }

  /** Two at a time. */
  static <V> Merge<V> of(BinaryOperator<V> pairwise) {
    return values -> values.stream().reduce(pairwise).orElseThrow();
  }
}
