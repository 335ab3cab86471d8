package dev.gyre.core.consensus;

/**
 * A state under the ballot that proposed it. A ballot proposes one state only, so equal ballots
 * mean equal states.
 */
public record Accepted<S>(Ballot ballot, S state) {

  /** The one of the higher ballot: what a proposer must continue from (Paxos' second phase). */
  public Accepted<S> later(Accepted<S> other) {
    return other.ballot.compareTo(ballot) > 0 ? other : this;
  }
}
