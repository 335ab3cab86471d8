package dev.gyre.core.member;

/** A number for each {@link MemberCounter}. */
final class Tally {
  private final long[] counts = new long[MemberCounter.values().length];

  void count(MemberCounter what) {
    counts[what.ordinal()]++;
  }

  long get(MemberCounter what) {
    return counts[what.ordinal()];
  }
}
