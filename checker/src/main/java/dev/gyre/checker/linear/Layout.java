package dev.gyre.checker.linear;

/**
 * How a configuration lies in words: the state with the position in the timeline; the operations
 * under way that are linearized already, those that may change the state apart from those that
 * never do; and the optional operations that are used up, each group a prefix of its bits.
 */
final class Layout {
  static final int MUTATORS = 1;

  final int readers;
  final int optionals;
  final int words;

  Layout(SearchProblem problem, Timeline timeline, boolean countOptionals) {
    readers = MUTATORS + wordsFor(timeline.mutatorSlots);
    optionals = readers + wordsFor(timeline.readerSlots);
    words = optionals + (countOptionals ? wordsFor(problem.optionals()) : 0);
  }

  private static int wordsFor(int bits) {
    return (bits + 63) >>> 6;
  }

  static int state(long[] words, int from) {
    return (int) words[from];
  }

  static int position(long[] words, int from) {
    return (int) (words[from] >>> 32);
  }

  static long head(int position, int state) {
    return (long) position << 32 | (state & 0xffffffffL);
  }

  static boolean has(long[] words, int from, int bit) {
    return (words[from + (bit >>> 6)] & 1L << bit) != 0;
  }

  static void set(long[] words, int from, int bit) {
    words[from + (bit >>> 6)] |= 1L << bit;
  }

  static void clear(long[] words, int from, int bit) {
    words[from + (bit >>> 6)] &= ~(1L << bit);
  }
}
