package dev.gyre.core.member;

/**
 * The arithmetic of membership, by the number {@code n} of members. {@link StrictMath}, because
 * compiled and interpreted code may differ in the last bit of {@link Math}'s logarithms, and a
 * simulation would with them.
 */
final class MemberPolicy {
  private MemberPolicy() {}

  /** How often an update is passed on: {@code λ·⌈log2(n + 1)⌉} (SWIM section 4.1). */
  static int transmissions(int lambda, int members) {
    return lambda * (Integer.SIZE - Integer.numberOfLeadingZeros(members));
  }

  /** The shortest suspicion: {@code α·max(1, log10 n)} periods (Lifeguard IV.B). */
  static int leastSuspicionMillis(int multiplier, int members, int periodMillis) {
    double scale = Math.max(1, StrictMath.log10(members));
    return (int) Math.min(Integer.MAX_VALUE / 2, multiplier * scale * periodMillis);
  }

  /** How many confirmations to expect: neither the suspect nor its first accuser confirms. */
  static int expectedConfirmations(int confirmations, int members) {
    return Math.min(confirmations, members - 2);
  }

  /**
   * How long a suspicion lasts that {@code confirmed} others share: from {@code most} down to
   * {@code least}, each confirmation counting less than the one before (Lifeguard IV.B).
   */
  static int suspicionMillis(int least, int most, int expected, int confirmed) {
    if (expected < 1 || confirmed >= expected) {
      return least;
    }
    double share = StrictMath.log(confirmed + 1) / StrictMath.log(expected + 1);
    return (int) Math.max(least, most - (most - least) * share);
  }

  /** When a helper gives up: early enough that its nack arrives within the asker's period. */
  static int nackMillis(int timeoutMillis) {
    return timeoutMillis * 4 / 5;
  }
}
