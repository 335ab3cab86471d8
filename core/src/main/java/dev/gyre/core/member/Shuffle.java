package dev.gyre.core.member;

import dev.gyre.core.value.XxHash64;
import java.util.ArrayList;
import java.util.List;

/** Orders that look random and are functions of a number (Fisher and Yates, fed by a hash). */
final class Shuffle {
  private Shuffle() {}

  static <T> List<T> of(List<T> elements, long seed) {
    List<T> shuffled = new ArrayList<>(elements);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      int j = (int) Long.remainderUnsigned(XxHash64.hash(i, seed), i + 1L);
      T moved = shuffled.set(i, shuffled.get(j));
      shuffled.set(j, moved);
    }
    return shuffled;
  }

  /** The first {@code most} of such an order. */
  static <T> List<T> some(List<T> elements, int most, long seed) {
    List<T> shuffled = of(elements, seed);
    return shuffled.subList(0, Math.min(most, shuffled.size()));
  }
}
