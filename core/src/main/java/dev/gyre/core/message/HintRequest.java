package dev.gyre.core.message;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * What a node is asked to do with the hints that it keeps: lanes meant for owners that could not be
 * reached, by target and key (DeCandia et al., "Dynamo", SOSP 2007, section 4.6).
 */
public sealed interface HintRequest extends Request {
  /** Most hints that one {@link Page} lists. */
  int MOST_LISTED = 1_024;

  /** Done with one hint, atomically, by {@code replica.HintShelf}. */
  sealed interface OnHint extends HintRequest, Request.OnRecord permits Keep, Mint, Take, Release {
    /** The owner that the hint is meant for. */
    NodeId target();
  }

  /**
   * Merges a lane into the hint for {@code target}. Answers {@link Reply.Stored} once that is
   * durable, or refuses when the target's hints are over their bound.
   */
  record Keep(RequestId id, NodeId target, Key key, Lane lane)
      implements OnHint, Message.ToReplica {}

  /**
   * Mints a client's write in the hint for {@code target}, when no owner can be reached; only ever
   * asked by a node of itself. Answers as {@link Request.Mint} does.
   */
  record Mint(NodeId target, Request.Mint mint) implements OnHint {
    @Override
    public RequestId id() {
      return mint.id();
    }

    @Override
    public Key key() {
      return mint.key();
    }
  }

  /** Answers {@link HintReply.Held}; the hint stays. */
  record Take(RequestId id, NodeId target, Key key) implements OnHint {}

  /**
   * Removes the hint if it still is this lane; a hint that has grown stays. Answers {@link
   * Reply.Stored} either way.
   */
  record Release(RequestId id, NodeId target, Key key, Lane lane, Reason reason) implements OnHint {
    /** Why a hint goes. */
    public enum Reason {
      /** Whom it was meant for has it, durably. */
      HANDED_OVER,
      /** It was kept for longer than hints are. */
      AGED,
      /** It cannot be read any more. */
      DAMAGED
    }
  }

  /** Looks at hints without touching one; answered at once. */
  sealed interface Overview extends HintRequest permits Page, Survey, Search {}

  /**
   * Lists hints for a target in the order in which they lie; answers {@link HintReply.Listed}.
   *
   * @param after where the last page ended; null at the beginning
   * @param limit most to be listed, up to {@link #MOST_LISTED}
   */
  record Page(RequestId id, NodeId target, @Nullable Key after, int limit) implements Overview {
    public Page {
      if (limit < 1 || limit > MOST_LISTED) {
        throw new IllegalArgumentException(
            "a page lists 1 to " + MOST_LISTED + " hints, not " + limit);
      }
    }
  }

  /** What hints there are, by target; answers {@link HintReply.Pending}. */
  record Survey(RequestId id) implements Overview {}

  /**
   * Whether there is any hint for a partition, whoever it is meant for (DESIGN section 4, rule 6);
   * answers {@link HintReply.Holds}. Costs one search a target.
   *
   * @param partitions Q, a power of two
   */
  record Search(RequestId id, int partition, int partitions) implements Overview {
    public Search {
      if (Integer.bitCount(partitions) != 1 || partition < 0 || partition >= partitions) {
        throw new IllegalArgumentException("no partition " + partition + " of " + partitions);
      }
    }
  }
}
