package dev.gyre.core.merkle;

import dev.gyre.core.value.Key;
import java.util.Arrays;

/**
 * Some of the leaves of a partition's hash tree. A key's leaf is the eight bits of its hash below
 * those that chose the partition: a wire format. Immutable.
 */
public final class LeafSet {
  public static final int LEAVES = 256;
  public static final int WORDS = LEAVES / Long.SIZE;
  private static final int LEAF_BITS = 8;

  /** Bit {@code n % 64} of word {@code n / 64} is leaf n. Never written once it is here. */
  private final long[] words;

  private LeafSet(long[] words) {
    this.words = words;
  }

  /** Takes the array over. */
  public static LeafSet ofWords(long[] words) {
    if (words.length != WORDS) {
      throw new IllegalArgumentException("a set of leaves has " + WORDS + " words");
    }
    return new LeafSet(words);
  }

  /** The leaf of a key, out of {@code partitions}, a power of two. */
  public static int leafOf(Key key, int partitions) {
    int used = Integer.numberOfTrailingZeros(partitions);
    return (int) (key.hash() << used >>> Long.SIZE - LEAF_BITS);
  }

  public boolean contains(int leaf) {
    return (words[leaf >>> 6] >>> leaf & 1) != 0;
  }

  public boolean contains(Key key, int partitions) {
    return contains(leafOf(key, partitions));
  }

  public int size() {
    int size = 0;
    for (long word : words) {
      size += Long.bitCount(word);
    }
    return size;
  }

  /** The bits themselves, not a copy: read only. */
  public long[] words() {
    return words;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LeafSet set && Arrays.equals(set.words, words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    return size() + " leaves";
  }
}
