package dev.gyre.core.message;

import dev.gyre.core.cell.StrongLane;
import dev.gyre.core.consensus.Accepted;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.RequestId;

/** What a replica is asked to do with the strong lane of a cell. */
public sealed interface StrongRequest extends Request.OnCell {

  /** Those that a coordinator sends to an owner. */
  sealed interface Remote extends StrongRequest, Message.ToReplica {}

  /**
   * Takes this node's next ballot in its own cell and promises it there, so that no two rounds of a
   * life share one; only ever asked by a node of itself. Answers {@link StrongReply.Promised}.
   *
   * @param above the highest ballot that was met elsewhere
   */
  record Propose(RequestId id, Key key, Ballot above, int node, int life)
      implements StrongRequest {}

  /**
   * What was accepted here? Answers {@link StrongReply.Surveyed}.
   *
   * @param whole with the accepted state itself
   */
  record Survey(RequestId id, Key key, boolean whole) implements Remote {}

  /** The first phase. Answers {@link StrongReply.Promised} or {@link StrongReply.Preempted}. */
  record Prepare(RequestId id, Key key, Ballot ballot) implements Remote {}

  /** The second phase. Answers {@link StrongReply.Taken} or {@link StrongReply.Preempted}. */
  record Accept(RequestId id, Key key, Accepted<StrongLane> proposal) implements Remote {}

  /** A majority has accepted this ballot. Answers {@link Reply.Stored}, which nobody waits for. */
  record Learn(RequestId id, Key key, Ballot ballot) implements Remote {}
}
