package dev.gyre.core.message;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.StrongLane;
import dev.gyre.core.clock.VersionVector;
import dev.gyre.core.consensus.Accepted;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.value.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * What a replica answers of the strong lane. All that belong to a round name its ballot, so that
 * one of an earlier round is recognised as late.
 */
public sealed interface StrongReply extends Message.FromReplica {

  /**
   * @param accepted the ballot last accepted here
   * @param isKnown whether that is known here to be chosen
   * @param context of the eventual lane here
   * @param state that was accepted, if it was asked for
   */
  record Surveyed(
      RequestId id,
      Ballot accepted,
      boolean isKnown,
      VersionVector context,
      @Nullable StrongLane state)
      implements StrongReply {}

  /**
   * No lower ballot passes here any more.
   *
   * @param ballot of the round, promised and durable
   * @param accepted before
   * @param lane the eventual lane here, for what has yet to take effect in the register
   */
  record Promised(RequestId id, Ballot ballot, Accepted<StrongLane> accepted, Lane lane)
      implements StrongReply {}

  /** The round's state is accepted here and durable. */
  record Taken(RequestId id, Ballot ballot) implements StrongReply {}

  /** The round is over here: a higher ballot was promised. */
  record Preempted(RequestId id, Ballot ballot, Ballot promised) implements StrongReply {}
}
