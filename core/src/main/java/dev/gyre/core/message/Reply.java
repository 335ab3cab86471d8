package dev.gyre.core.message;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.value.RequestId;

/** What a replica answers, under the asker's id. */
public sealed interface Reply permits Message.FromReplica, Reply.Minted, HintReply {
  RequestId id();

  record Found(RequestId id, Lane lane) implements Message.FromReplica {}

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
