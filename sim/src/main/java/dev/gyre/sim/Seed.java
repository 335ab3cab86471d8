package dev.gyre.sim;

/**
 * The one number that a run grows from. Every component forks its own seed by name, so what a
 * component draws depends on the root seed and its own name alone: never on the order of forking,
 * never on which other components exist. Taking one fault away therefore does not reshuffle the
 * rest, which is what makes shrinking a failing run possible.
 *
 * @param value any 64 bits
 */
public record Seed(long value) {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** The increment of SplitMix64: 2^64 divided by the golden ratio (Steele et al., OOPSLA 2014). */
  static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  public static Seed of(long value) {
    return new Seed(value);
  }

  /**
   * Reads what {@link #toString} printed.
   *
   * @throws IllegalArgumentException if the text is not a decimal 64-bit number, signed or unsigned
   */
  public static Seed parse(String text) {
    String digits = text.strip();
    try {
      return new Seed(
          digits.startsWith("-") ? Long.parseLong(digits) : Long.parseUnsignedLong(digits));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a seed is a decimal number of 64 bits, for example 42, but was \"" + text + "\"", e);
    }
  }

  /** The seed of the component with this name. */
  public Seed fork(String name) {
    return new Seed(mix(value + GOLDEN_GAMMA * (hash(name) | 1)));
  }

  /** The seed of one of several components that share a name. */
  public Seed fork(String name, long index) {
    return new Seed(mix(fork(name).value ^ mix(index + GOLDEN_GAMMA)));
  }

  /** A fresh stream: two calls on equal seeds give equal streams. */
  public Randomness randomness() {
    return new Randomness(this);
  }

  /** The unsigned decimal form, as replay commands take it. */
  @Override
  public String toString() {
    return Long.toUnsignedString(value);
  }

  /** The finalizer of SplitMix64: a bijection whose every output bit depends on every input bit. */
  static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  private static long hash(String name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return mix(hash);
  }
}
