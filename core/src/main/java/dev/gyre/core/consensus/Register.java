package dev.gyre.core.consensus;

/**
 * One replica's part of a register: the acceptor of CASPaxos (Rystsov 2018, section 2.2). Each
 * transition must be durable before anybody is told of it.
 *
 * <p>A state is <em>chosen</em> once a majority of the replicas has accepted its ballot; whoever
 * proposes later continues from it. One replica cannot see that, so it is told ({@link #learn}).
 *
 * @param promised no lower ballot is promised or accepted any more; never goes down
 * @param accepted the last state accepted, at most as high as {@code promised}
 * @param chosen the highest state that this replica knows to be chosen, at most as high as {@code
 *     accepted}; what is shown to readers that ask no majority (DESIGN rule 10)
 */
public record Register<S>(Ballot promised, Accepted<S> accepted, Accepted<S> chosen) {

  public Register {
    boolean ordered =
        chosen.ballot().compareTo(accepted.ballot()) <= 0
            && accepted.ballot().compareTo(promised) <= 0;
    if (!ordered) {
      throw new IllegalArgumentException(
          "chosen <= accepted <= promised does not hold: "
              + chosen.ballot()
              + ", "
              + accepted.ballot()
              + ", "
              + promised);
    }
  }

  /** A register that was never written: {@code state} counts as chosen. */
  public static <S> Register<S> initial(S state) {
    Accepted<S> none = new Accepted<>(Ballot.NONE, state);
    return new Register<>(Ballot.NONE, none, none);
  }

  /**
   * Whether a round of this ballot may go on here; if not, it must begin anew with a higher one.
   */
  public boolean admits(Ballot ballot) {
    return ballot.compareTo(promised) >= 0;
  }

  /** The first phase. Twice the same ballot is the same round heard twice. */
  public Register<S> promise(Ballot ballot) {
    requireAdmitted(ballot);
    return ballot.equals(promised) ? this : new Register<>(ballot, accepted, chosen);
  }

  /** The second phase. The ballot need not have been promised here. */
  public Register<S> accept(Accepted<S> proposal) {
    requireAdmitted(proposal.ballot());
    return proposal.ballot().equals(accepted.ballot())
        ? this
        : new Register<>(proposal.ballot(), proposal, chosen);
  }

  /** A majority has accepted this ballot. Says nothing to a replica that holds another state. */
  public Register<S> learn(Ballot ballot) {
    return ballot.equals(accepted.ballot()) && !ballot.equals(chosen.ballot())
        ? new Register<>(promised, accepted, accepted)
        : this;
  }

  private void requireAdmitted(Ballot ballot) {
    if (!admits(ballot)) {
      throw new IllegalStateException(ballot + " comes after a promise to " + promised);
    }
  }
}
