package dev.gyre.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Random;

/** The keys and the value of a run: the keys {@code key-000000000000} and up, 16 bytes each. */
public final class Keyspace {
  private static final long VALUE_SEED = 42;

  private final byte[][] keys;
  private final byte[] value;

  /** {@code keyCount} keys and one incompressible value of {@code valueBytes}. */
  public Keyspace(int keyCount, int valueBytes) {
    keys = new byte[keyCount][];
    for (int index = 0; index < keyCount; index++) {
      keys[index] = String.format("key-%012d", index).getBytes(US_ASCII);
    }
    value = new byte[valueBytes];
    new Random(VALUE_SEED).nextBytes(value);
  }

  int keyCount() {
    return keys.length;
  }

  byte[] key(int index) {
    return keys[index];
  }

  /** Shared by all operations: nobody writes to it. */
  byte[] value() {
    return value;
  }
}
