package dev.gyre.core.replica;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;

/**
 * {@code (hint, request) → (hint, reply)}: a hint is a cell kept for somebody else, so merging and
 * minting are {@link Replica}'s. {@link Cell#EMPTY} is no hint.
 *
 * <p>The actor that minted in a hint goes with it, and a hint made anew begins with a birth of its
 * own: no counter is used again (DESIGN section 4, rule 1).
 */
public final class HintShelf {
  private HintShelf() {}

  /**
   * @param roomBytes by how much the target's hints may still grow: past it the request is refused
   */
  public static Change apply(
      Cell hint, HintRequest.OnHint request, CellLimits limits, long roomBytes) {
    return switch (request) {
      case HintRequest.Keep keep ->
          bounded(
              hint,
              Replica.apply(hint, new Request.Merge(keep.id(), keep.key(), keep.lane()), limits),
              request,
              roomBytes);
      case HintRequest.Mint mint ->
          bounded(hint, Replica.apply(hint, mint.mint(), limits), request, roomBytes);
      case HintRequest.Take take -> new Change(hint, new HintReply.Held(take.id(), hint.lane()));
      case HintRequest.Release release ->
          new Change(
              hint.lane().equals(release.lane()) ? Cell.EMPTY : hint,
              new Reply.Stored(release.id()));
    };
  }

  /** What a hint counts against the bound of its target. */
  public static long sizeBytes(Key key, Cell hint) {
    return hint.isEmpty() ? 0 : key.length() + (long) hint.lane().sizeBytes();
  }

  private static Change bounded(
      Cell before, Change change, HintRequest.OnHint request, long roomBytes) {
    long growth = sizeBytes(request.key(), change.cell()) - sizeBytes(request.key(), before);
    return growth > 0 && growth > roomBytes
        ? new Change(before, refused(request, request.target()))
        : change;
  }

  private static Reply.Refused refused(HintRequest.OnHint request, NodeId target) {
    return new Reply.Refused(
        request.id(), Refusal.BUSY, "the hints kept for " + target + " are over their bound");
  }
}
