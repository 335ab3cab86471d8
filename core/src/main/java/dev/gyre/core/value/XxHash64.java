package dev.gyre.core.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64, the 64-bit hash that places keys on the ring (Yann Collet, the xxHash specification,
 * doc/xxhash_spec.md of the xxHash project, algorithm "XXH64").
 *
 * <p>It is part of the wire and disk format: its test vectors are pinned and it may never change.
 */
public final class XxHash64 {
  private static final long PRIME_1 = 0x9E3779B185EBCA87L;
  private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
  private static final long PRIME_3 = 0x165667B19E3779F9L;
  private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
  private static final long PRIME_5 = 0x27D4EB2F165667C5L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private XxHash64() {}

  public static long hash(byte[] bytes, long seed) {
    int position = 0;
    long hash;
    if (bytes.length >= 32) {
      long a = seed + PRIME_1 + PRIME_2;
      long b = seed + PRIME_2;
      long c = seed;
      long d = seed - PRIME_1;
      for (; position <= bytes.length - 32; position += 32) {
        a = round(a, (long) LONGS.get(bytes, position));
        b = round(b, (long) LONGS.get(bytes, position + 8));
        c = round(c, (long) LONGS.get(bytes, position + 16));
        d = round(d, (long) LONGS.get(bytes, position + 24));
      }
      hash =
          Long.rotateLeft(a, 1)
              + Long.rotateLeft(b, 7)
              + Long.rotateLeft(c, 12)
              + Long.rotateLeft(d, 18);
      hash = mergeRound(mergeRound(mergeRound(mergeRound(hash, a), b), c), d);
    } else {
      hash = seed + PRIME_5;
    }
    return avalanche(tail(bytes, position, hash + bytes.length));
  }

  /** The hash of the eight bytes of {@code word}, little endian: for tokens made of numbers. */
  public static long hash(long word, long seed) {
    return avalanche(absorb(seed + PRIME_5 + 8, word));
  }

  /**
   * Takes one more word into a running hash, as the algorithm does with the last words of its
   * input: for digests of numbers, whose count is the caller's business. {@link #avalanche} ends
   * it.
   */
  public static long absorb(long hash, long word) {
    return Long.rotateLeft(hash ^ round(0, word), 27) * PRIME_1 + PRIME_4;
  }

  private static long tail(byte[] bytes, int from, long start) {
    long hash = start;
    int position = from;
    for (; position <= bytes.length - 8; position += 8) {
      hash = absorb(hash, (long) LONGS.get(bytes, position));
    }
    if (position <= bytes.length - 4) {
      hash ^= ((int) INTS.get(bytes, position) & 0xFFFFFFFFL) * PRIME_1;
      hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
      position += 4;
    }
    for (; position < bytes.length; position++) {
      hash ^= (bytes[position] & 0xFF) * PRIME_5;
      hash = Long.rotateLeft(hash, 11) * PRIME_1;
    }
    return hash;
  }

  private static long round(long accumulator, long input) {
    return Long.rotateLeft(accumulator + input * PRIME_2, 31) * PRIME_1;
  }

  private static long mergeRound(long hash, long accumulator) {
    return (hash ^ round(0, accumulator)) * PRIME_1 + PRIME_4;
  }

  /** Ends a running hash: every bit of it comes to bear on every other. */
  public static long avalanche(long start) {
    long hash = start;
    hash = (hash ^ (hash >>> 33)) * PRIME_2;
    hash = (hash ^ (hash >>> 29)) * PRIME_3;
    return hash ^ (hash >>> 32);
  }
}
