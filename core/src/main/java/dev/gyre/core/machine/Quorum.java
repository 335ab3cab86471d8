package dev.gyre.core.machine;

/**
 * Votes of the owners of one key, as bit sets over their positions in the preference list.
 * Three-valued, after etcd raft's quorum package: a decision is known as soon as it cannot change.
 *
 * @param need votes that win
 * @param members owners in all
 * @param granted who voted for
 * @param refused who can no longer vote for
 */
public record Quorum(int need, int members, int granted, int refused) {
  public enum Verdict {
    PENDING,
    WON,
    LOST
  }

  public Quorum {
    if (need < 1 || need > members || members > Integer.SIZE - 1) {
      throw new IllegalArgumentException("a quorum of " + need + " out of " + members);
    }
  }

  public static Quorum of(int need, int members) {
    return new Quorum(need, members, 0, 0);
  }

  public Quorum grant(int member) {
    return new Quorum(need, members, granted | bit(member), refused & ~bit(member));
  }

  /** Counts only if that member has not granted. */
  public Quorum refuse(int member) {
    return hasGranted(member) ? this : new Quorum(need, members, granted, refused | bit(member));
  }

  public boolean hasGranted(int member) {
    return (granted & bit(member)) != 0;
  }

  public boolean hasRefused(int member) {
    return (refused & bit(member)) != 0;
  }

  public int grants() {
    return Integer.bitCount(granted);
  }

  public Verdict verdict() {
    if (grants() >= need) {
      return Verdict.WON;
    }
    return members - Integer.bitCount(refused) < need ? Verdict.LOST : Verdict.PENDING;
  }

  private int bit(int member) {
    if (member < 0 || member >= members) {
      throw new IllegalArgumentException("no member " + member + " among " + members);
    }
    return 1 << member;
  }
}
