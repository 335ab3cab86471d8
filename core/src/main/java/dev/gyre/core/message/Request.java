package dev.gyre.core.message;

import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.Seen;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.RequestId;
import org.jspecify.annotations.Nullable;

/** What a replica is asked to do. It reads no clock: what depends on time is in here. */
public sealed interface Request
    permits Message.ToReplica, Request.OnRecord, HintRequest, RepairRequest {
  /** The coordinator's id, echoed in the reply. */
  RequestId id();

  /** Done with one record of a key, a cell or a hint, atomically. */
  sealed interface OnRecord extends Request permits OnCell, HintRequest.OnHint {
    Key key();
  }

  /** Done with one cell by {@code replica.Replica}. */
  sealed interface OnCell extends OnRecord permits Read, ReadDigest, Merge, Mint, StrongRequest {}

  /** Judges nothing as expired. */
  long NO_TIME = 0;

  /**
   * Answers {@link Reply.Found}.
   *
   * @param nowMillis the asker's hybrid logical time: values that have come to their end by it are
   *     made tombstones, durable before the answer. The asker's, so that all owners judge alike
   */
  record Read(RequestId id, Key key, long nowMillis) implements OnCell, Message.ToReplica {
    /** Of what is stored, whether it has expired or not. */
    public Read(RequestId id, Key key) {
      this(id, key, NO_TIME);
    }
  }

  /**
   * Answers {@link Reply.Digest}, or at once {@link Reply.Found} where the lane is no longer than
   * {@code bodyBytes}: a short body costs less than asking again.
   */
  record ReadDigest(RequestId id, Key key, int bodyBytes, long nowMillis)
      implements OnCell, Message.ToReplica {
    public ReadDigest {
      if (bodyBytes < 0) {
        throw new IllegalArgumentException("a body has 0 bytes or more, not " + bodyBytes);
      }
    }
  }

  /** Merges a lane in. Answers {@link Reply.Stored}. */
  record Merge(RequestId id, Key key, Lane lane) implements OnCell, Message.ToReplica {}

  /**
   * Mints a dot for a client's write; only ever asked by a node of itself. Answers {@link
   * Reply.Minted} as soon as the cell holds it, then {@link Reply.Stored} once that is durable.
   *
   * @param seen the client's context, null for a blind write
   * @param actor who mints if this cell has no actor of this life yet
   * @param retried whether the write may have been here before
   * @param known what other owners know of the key, merged before minting; empty unless the write
   *     is retried
   */
  record Mint(
      RequestId id,
      Key key,
      WriteId writeId,
      Content content,
      @Nullable Seen seen,
      Actor actor,
      boolean retried,
      Lane known)
      implements OnCell {
    /** With nothing known from elsewhere. */
    public Mint(
        RequestId id,
        Key key,
        WriteId writeId,
        Content content,
        @Nullable Seen seen,
        Actor actor,
        boolean retried) {
      this(id, key, writeId, content, seen, actor, retried, Lane.EMPTY);
    }

    public Mint knowing(Lane lane) {
      return new Mint(id, key, writeId, content, seen, actor, retried, lane);
    }
  }
}
