package dev.gyre.scenarios.text;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * The word that was probably meant: the one that the fewest slips of the keyboard lead to, where a
 * slip leaves out, adds, changes or swaps letters (Damerau, CACM 7(3), 1964, in its restricted
 * form).
 */
public final class Nearest {
  private static final int LONGEST = 64;

  private Nearest() {}

  /** The nearest of the known words, the first of several; nothing when none is near. */
  public static Option<String> of(String word, Vector<String> known) {
    if (word.length() > LONGEST) {
      return Option.none();
    }
    int bound = Math.max(1, word.length() / 3);
    return known
        .filter(each -> Math.abs(each.length() - word.length()) <= bound)
        .minBy(each -> slips(word, each))
        .filter(each -> slips(word, each) <= bound);
  }

  /**
   * Letters left out, added or changed, and neighbours swapped, on the way from one to the other.
   */
  public static int slips(String from, String to) {
    int[][] table = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        table[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : least(table, from, to, i, j);
      }
    }
    return table[from.length()][to.length()];
  }

  private static int least(int[][] table, String from, String to, int i, int j) {
    int changed = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
    int slips =
        Math.min(table[i - 1][j - 1] + changed, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(slips, table[i - 2][j - 2] + 1) : slips;
  }
}
