package dev.gyre.core.ring;

import dev.gyre.core.value.Key;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** Some of a cluster's partitions. Immutable. */
public final class PartitionSet {
  private final int partitions;

  /** Bit {@code p % 64} of word {@code p / 64} is partition p. Never written once it is here. */
  private final long[] words;

  private PartitionSet(int partitions, long[] words) {
    this.partitions = partitions;
    this.words = words;
  }

  /** Those out of {@code partitions}, a power of two, that match. */
  public static PartitionSet where(int partitions, IntPredicate matches) {
    checkCount(partitions);
    long[] words = new long[wordsFor(partitions)];
    for (int partition = 0; partition < partitions; partition++) {
      if (matches.test(partition)) {
        words[partition >>> 6] |= 1L << partition;
      }
    }
    return new PartitionSet(partitions, words);
  }

  public static PartitionSet of(int partitions, int only) {
    if (only < 0 || only >= partitions) {
      throw new IllegalArgumentException("no partition " + only + " among " + partitions);
    }
    return where(partitions, partition -> partition == only);
  }

  public static PartitionSet all(int partitions) {
    return where(partitions, partition -> true);
  }

  /** Takes the array over; one bit for each partition, and none beside. */
  public static PartitionSet ofWords(int partitions, long[] words) {
    checkCount(partitions);
    boolean beside = partitions < Long.SIZE && words.length == 1 && words[0] >>> partitions != 0;
    if (words.length != wordsFor(partitions) || beside) {
      throw new IllegalArgumentException("partitions beside the " + partitions + " there are");
    }
    return new PartitionSet(partitions, words);
  }

  private static void checkCount(int partitions) {
    if (Integer.bitCount(partitions) != 1 || partitions > Topology.MAX_PARTITIONS) {
      throw new IllegalArgumentException("partitions are a power of two, not " + partitions);
    }
  }

  public static int wordsFor(int partitions) {
    return (partitions + Long.SIZE - 1) / Long.SIZE;
  }

  /** Q, out of which these are. */
  public int partitions() {
    return partitions;
  }

  /** The bits themselves, not a copy: read only. */
  public long[] words() {
    return words;
  }

  public boolean contains(int partition) {
    return (words[partition >>> 6] >>> partition & 1) != 0;
  }

  public boolean contains(Key key) {
    return contains(Ring.partitionOf(key, partitions));
  }

  public int size() {
    int size = 0;
    for (long word : words) {
      size += Long.bitCount(word);
    }
    return size;
  }

  public boolean isEmpty() {
    return size() == 0;
  }

  /** The first of them from {@code partition} on, or -1. */
  public int next(int partition) {
    for (int each = partition; each < partitions; each++) {
      if (contains(each)) {
        return each;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PartitionSet set
        && set.partitions == partitions
        && Arrays.equals(set.words, words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    return size() == 1 ? "partition " + next(0) : size() + " of " + partitions + " partitions";
  }
}
