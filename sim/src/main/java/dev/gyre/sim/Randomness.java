package dev.gyre.sim;

import java.util.List;

/**
 * A stream of draws: xoshiro256++ (Blackman and Vigna, "Scrambled linear pseudorandom number
 * generators", 2021), its state filled by SplitMix64. Ours rather than the platform's because a
 * seed that failed is kept for ever, and must draw the same numbers on every future runtime.
 *
 * <p>Not thread-safe: a stream belongs to one component of one simulation.
 */
public final class Randomness {
  private static final double DOUBLE_UNIT = 0x1.0p-53;

  private long s0;
  private long s1;
  private long s2;
  private long s3;

  Randomness(Seed seed) {
    this(fill(seed, 1), fill(seed, 2), fill(seed, 3), fill(seed, 4));
  }

  /** The raw state, for the published test vectors. SplitMix64 never gives the forbidden zero. */
  Randomness(long s0, long s1, long s2, long s3) {
    this.s0 = s0;
    this.s1 = s1;
    this.s2 = s2;
    this.s3 = s3;
  }

  /** 64 uniform bits. */
  public long nextLong() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long shifted = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

  /** Uniform in [0, bound), by Lemire's multiplication with rejection (TOMACS 2019): no bias. */
  public long nextLong(long bound) {
    requirePositive(bound);
    long bits = nextLong();
    long low = bits * bound;
    if (Long.compareUnsigned(low, bound) < 0) {
      long threshold = Long.remainderUnsigned(-bound, bound);
      while (Long.compareUnsigned(low, threshold) < 0) {
        bits = nextLong();
        low = bits * bound;
      }
    }
    return Math.unsignedMultiplyHigh(bits, bound);
  }

  /** Uniform in [0, bound). */
  public int nextInt(int bound) {
    return (int) nextLong(bound);
  }

  /** Uniform in [lowest, limit). */
  public long between(long lowest, long limit) {
    if (limit <= lowest || limit - lowest < 0) {
      throw new IllegalArgumentException(
          "need lowest < limit, and less than 2^63 apart: [" + lowest + ", " + limit + ")");
    }
    return lowest + nextLong(limit - lowest);
  }

  /** Uniform in [lowest, limit). */
  public int between(int lowest, int limit) {
    return (int) between((long) lowest, (long) limit);
  }

  /** Uniform in [0, 1), with 53 bits. */
  public double nextDouble() {
    return (nextLong() >>> 11) * DOUBLE_UNIT;
  }

  public boolean nextBoolean() {
    return nextLong() < 0;
  }

  /**
   * True with this probability. Always takes exactly one draw, so that a probability set to zero
   * leaves the rest of the stream as it was.
   */
  public boolean chance(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("a probability is in [0, 1], but was " + probability);
    }
    return nextDouble() < probability;
  }

  /**
   * Exponentially distributed with this mean: the gaps between independent arrivals. {@code
   * StrictMath}, because {@code Math.log} may differ in the last bit between platforms.
   */
  public double exponential(double mean) {
    if (!(mean > 0)) {
      throw new IllegalArgumentException("a mean is above 0, but was " + mean);
    }
    return -mean * StrictMath.log(1 - nextDouble());
  }

  /** One element, uniformly. */
  public <T> T choose(List<T> choices) {
    if (choices.isEmpty()) {
      throw new IllegalArgumentException("cannot choose from an empty list");
    }
    return choices.get(nextInt(choices.size()));
  }

  /** Puts the list, in place, into a uniformly drawn order (Fisher and Yates). */
  public <T> void shuffle(List<T> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      T moved = list.get(i);
      list.set(i, list.get(j));
      list.set(j, moved);
    }
  }

  /** Puts the array, in place, into a uniformly drawn order (Fisher and Yates). */
  public void shuffle(int[] array) {
    for (int i = array.length - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      int moved = array[i];
      array[i] = array[j];
      array[j] = moved;
    }
  }

  /** Fills the array with uniform bytes. */
  public void fill(byte[] bytes) {
    long bits = 0;
    for (int i = 0; i < bytes.length; i++) {
      bits = (i & 7) == 0 ? nextLong() : bits >>> 8;
      bytes[i] = (byte) bits;
    }
  }

  /** The n-th output of SplitMix64. */
  private static long fill(Seed seed, long n) {
    return Seed.mix(seed.value() + n * Seed.GOLDEN_GAMMA);
  }

  private static void requirePositive(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("a bound is above 0, but was " + bound);
    }
  }
}
