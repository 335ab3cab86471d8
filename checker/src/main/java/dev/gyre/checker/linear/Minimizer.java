package dev.gyre.checker.linear;

import java.util.BitSet;
import java.util.function.Predicate;

/**
 * Delta debugging (Zeller and Hildebrandt, TSE 28, 2002): takes elements away, in ever smaller
 * pieces, as long as what is left still fails.
 */
final class Minimizer {
  private Minimizer() {}

  /**
   * A subset that still fails and from which no single element can be taken, unless time ran out.
   *
   * @param fails whether a subset fails; true for all of them
   */
  static BitSet minimize(int size, Predicate<BitSet> fails, Budget budget) {
    BitSet kept = new BitSet();
    kept.set(0, size);
    int pieces = 2;
    while (kept.cardinality() > 1 && !budget.late()) {
      int width = Math.max(1, kept.cardinality() / pieces);
      boolean smaller = false;
      for (int from = 0; from < kept.cardinality() && !budget.late(); ) {
        BitSet fewer = without(kept, from, width);
        if (fails.test(fewer)) {
          kept = fewer;
          smaller = true;
        } else {
          from += width;
        }
      }
      if (width == 1 && !smaller) {
        break;
      }
      pieces = width == 1 ? kept.cardinality() : pieces * 2;
    }
    return kept;
  }

  /** All but some elements, counted among those that are there. */
  private static BitSet without(BitSet kept, int from, int width) {
    BitSet fewer = (BitSet) kept.clone();
    int rank = 0;
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      if (rank >= from && rank < from + width) {
        fewer.clear(i);
      }
      rank++;
    }
    return fewer;
  }
}
