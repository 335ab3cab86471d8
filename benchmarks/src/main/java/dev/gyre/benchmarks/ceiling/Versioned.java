package dev.gyre.benchmarks.ceiling;

/**
 * A value with the version its coordinator gave it; the greater version wins everywhere. The array
 * is never written again, and two of these are never compared.
 */
@SuppressWarnings("ArrayRecordComponent")
record Versioned(long version, byte[] value) {

  /** What a replica answers for a key it never stored. */
  static final Versioned ABSENT = new Versioned(0, new byte[0]);

  boolean isPresent() {
    return version > 0;
  }

  Versioned newer(Versioned other) {
    return other.version > version ? other : this;
  }
}
