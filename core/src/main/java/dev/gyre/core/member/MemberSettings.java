package dev.gyre.core.member;

/**
 * How members watch each other. Usual values are SWIM's and Lifeguard's.
 *
 * @param silenceMillis how long a peer may leave every request unanswered before others are asked
 *     first, whatever membership believes
 */
public record MemberSettings(
    int silenceMillis, Probing probing, Suspicion suspicion, Spreading spreading) {
  private static final int LONGEST_MILLIS = 600_000;

  public static final MemberSettings DEFAULT =
      new MemberSettings(1_000, Probing.DEFAULT, Suspicion.DEFAULT, Spreading.DEFAULT);

  public MemberSettings {
    require("silence", silenceMillis, 1, LONGEST_MILLIS);
  }

  /**
   * @param periodMillis between two probes of a node
   * @param timeoutMillis for the answer to a ping; then others are asked for the rest of the period
   * @param helpers how many others: k of SWIM section 3.1
   * @param patience how many times longer a node waits at most while it doubts itself: S of
   *     Lifeguard IV.A
   */
  public record Probing(int periodMillis, int timeoutMillis, int helpers, int patience) {
    public static final Probing DEFAULT = new Probing(1_000, 500, 3, 8);

    public Probing {
      require("the probe period", periodMillis, 10, LONGEST_MILLIS);
      require("the probe timeout", timeoutMillis, 1, LONGEST_MILLIS);
      require("helpers", helpers, 0, 20);
      require("patience", patience, 1, 100);
      if (timeoutMillis >= periodMillis) {
        throw new IllegalArgumentException(
            "the probe timeout ("
                + timeoutMillis
                + " ms) must be shorter than the period ("
                + periodMillis
                + " ms): the rest of it is for asking others");
      }
    }
  }

  /**
   * The longest that a suspicion can last among so many, were a node to doubt itself all it can.
   */
  public long longestSuspicionMillis(int members) {
    return (long)
            MemberPolicy.leastSuspicionMillis(
                suspicion.multiplier, members, probing.periodMillis * probing.patience)
        * suspicion.stretch;
  }

  /**
   * How long a suspect may refute: between {@code α·log10(n)} periods, when as many as expected
   * confirm the suspicion, and β times that while nobody does (Lifeguard IV.B).
   *
   * @param multiplier α
   * @param stretch β
   * @param confirmations K
   */
  public record Suspicion(int multiplier, int stretch, int confirmations) {
    public static final Suspicion DEFAULT = new Suspicion(5, 6, 3);

    public Suspicion {
      require("the suspicion multiplier", multiplier, 1, 100);
      require("the suspicion stretch", stretch, 1, 100);
      require("confirmations", confirmations, 1, 20);
    }
  }

  /**
   * @param lambda an update is passed on {@code λ·log2(n)} times: SWIM section 4.1
   * @param updates most that a message carries along
   * @param syncMillis between two full exchanges of a node with another
   */
  public record Spreading(int lambda, int updates, int syncMillis) {
    public static final Spreading DEFAULT = new Spreading(3, 8, 10_000);

    public Spreading {
      require("the retransmission multiplier", lambda, 1, 100);
      require("updates in a message", updates, 1, 100);
      require("the sync period", syncMillis, 10, LONGEST_MILLIS);
    }
  }

  private static void require(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " is " + value + ", but must be " + least + " to " + most);
    }
  }
}
