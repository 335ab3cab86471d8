package dev.gyre.core.message;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.StrongLane;
import dev.gyre.core.consensus.Accepted;
import dev.gyre.core.value.RequestId;

/** What a replica answers, under the asker's id. */
public sealed interface Reply permits Message.FromReplica, Reply.Minted, HintReply, RepairReply {
  RequestId id();

  /**
   * @param chosen the last state of the strong lane that is known here to be chosen: never one that
   *     is only accepted (DESIGN rule 10)
   */
  record Found(RequestId id, Lane lane, Accepted<StrongLane> chosen)
      implements Message.FromReplica {
    /** Of a key whose strong lane was never used. */
    public Found(RequestId id, Lane lane) {
      this(id, lane, Cell.UNUSED.chosen());
    }
  }

  /** Stands for a lane ({@link Lane#digest}). */
  record Digest(RequestId id, long digest) implements Message.FromReplica {}

  /** What was asked to be written is durable here. */
  record Stored(RequestId id) implements Message.FromReplica {}

  /** Nothing was changed. */
  record Refused(RequestId id, Refusal refusal, String detail) implements Message.FromReplica {
    /** Longest detail on the wire, in characters. */
    public static final int MAX_DETAIL = 512;
  }

  /**
   * The lane that holds the minted dot: in the node's memory, not yet durable, so it never leaves
   * as a promise. It may be shipped to be merged, because its dot is never minted again (DESIGN
   * rule 1).
   */
  record Minted(RequestId id, Lane lane) implements Reply {}
}
