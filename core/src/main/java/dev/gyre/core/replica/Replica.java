package dev.gyre.core.replica;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.StrongLane;
import dev.gyre.core.cell.WriteWindow;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.Dot;
import dev.gyre.core.consensus.Accepted;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.message.StrongRequest;
import java.util.List;

/** {@code (cell, request) → (cell, reply)}: total, deterministic, without a clock. */
public final class Replica {
  private Replica() {}

  public static Change apply(Cell cell, Request.OnCell request, CellLimits limits) {
    return switch (request) {
      case Request.Read read -> read(cell, read, limits);
      case Request.ReadDigest read -> readDigest(cell, read);
      case Request.Merge merge -> merge(cell, merge, limits);
      case Request.Mint mint -> mint(cell, mint, limits);
      case StrongRequest strong -> Acceptor.apply(cell, strong, limits);
    };
  }

  /**
   * The cell as of a time: the same instance where nothing in it has come to its end. Stored by
   * whoever shows it, so an expired value is gone for every later reader, whatever his clock says
   * (DESIGN rule 8).
   */
  public static Cell expired(Cell cell, long nowMillis) {
    return cell.with(cell.lane().expired(nowMillis));
  }

  /** A lane over the limit, which was lowered since, would fit no message: it says so. */
  private static Change read(Cell stored, Request.Read read, CellLimits limits) {
    Cell cell = expired(stored, read.nowMillis());
    int bytes = cell.lane().sizeBytes();
    return new Change(
        cell,
        bytes > limits.laneBytes()
            ? new Reply.Refused(
                read.id(),
                Refusal.TOO_LARGE,
                "the key holds " + bytes + " bytes: raise the limit of " + limits.laneBytes())
            : new Reply.Found(read.id(), cell.lane(), cell.register().chosen()));
  }

  private static Change readDigest(Cell stored, Request.ReadDigest read) {
    Cell cell = expired(stored, read.nowMillis());
    Accepted<StrongLane> chosen = cell.register().chosen();
    return new Change(
        cell,
        cell.sizeBytes() <= read.bodyBytes()
            ? new Reply.Found(read.id(), cell.lane(), chosen)
            : new Reply.Digest(read.id(), Cell.digest(cell.lane(), chosen.ballot())));
  }

  /**
   * What would grow the lane past its limit is refused, with nothing changed: concurrent writes at
   * several owners may each be within it and not together. Nothing is lost by that, for this owner
   * acknowledges nothing and keeps what it has; and what supersedes siblings always fits.
   */
  private static Change merge(Cell cell, Request.Merge merge, CellLimits limits) {
    Lane merged = cell.lane().merge(merge.lane(), limits.windowEntries());
    int bytes = merged.sizeBytes();
    if (bytes > limits.laneBytes() && bytes > cell.lane().sizeBytes()) {
      return new Change(
          cell,
          new Reply.Refused(
              merge.id(),
              Refusal.TOO_LARGE,
              "the key would hold " + bytes + " bytes, at most " + limits.laneBytes()));
    }
    Cell next = merged.equals(cell.lane()) ? cell : cell.with(merged);
    return new Change(next, new Reply.Stored(merge.id()));
  }

  /**
   * A write known to the window mints nothing (DESIGN rule 3): its first attempt is answered again.
   * A retry that is not known but may have been forgotten is refused, never run (rule 2).
   */
  private static Change mint(Cell cell, Request.Mint mint, CellLimits limits) {
    Lane lane = cell.lane().merge(mint.known(), limits.windowEntries());
    if (lane.window().knows(mint.writeId())) {
      return new Change(cell.with(lane), new Reply.Minted(mint.id(), lane));
    }
    if (mint.retried() && mint.writeId().stamp() <= lane.window().evictedStamp()) {
      return refuse(
          cell,
          mint,
          Refusal.FORGOTTEN_WRITE,
          "a retry older than the writes remembered for the key");
    }
    Actor actor = actorOf(cell, mint.actor());
    Dot dot = lane.nextDot(actor);
    Lane base = mint.seen() == null ? lane.over(cell.chosen(), mint.writeId().stamp()) : lane;
    Lane next =
        base.put(
            new WriteWindow.Entry(mint.writeId(), List.of(dot), mint.retried()),
            mint.content(),
            mint.seen(),
            limits.windowEntries());
    if (next.sizeBytes() > limits.laneBytes()) {
      return refuse(
          cell,
          mint,
          Refusal.TOO_LARGE,
          "the key would hold " + next.sizeBytes() + " bytes, at most " + limits.laneBytes());
    }
    if (next.siblings().size() > limits.siblings()
        && next.siblings().size() > lane.siblings().size()) {
      return refuse(
          cell,
          mint,
          Refusal.TOO_LARGE,
          "the key has "
              + lane.siblings().size()
              + " siblings: read them and write with their context");
    }
    return new Change(new Cell(actor, next, cell.register()), new Reply.Minted(mint.id(), next));
  }

  /**
   * The cell's own actor if it is of this life, else the one offered: a counter is never used
   * again.
   */
  private static Actor actorOf(Cell cell, Actor offered) {
    Actor known = cell.actor();
    return known != null && known.node() == offered.node() && known.life() == offered.life()
        ? known
        : offered;
  }

  private static Change refuse(Cell cell, Request.Mint mint, Refusal refusal, String detail) {
    return new Change(cell, new Reply.Refused(mint.id(), refusal, detail));
  }
}
