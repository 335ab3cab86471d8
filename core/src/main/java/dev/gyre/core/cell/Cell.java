package dev.gyre.core.cell;

import dev.gyre.core.clock.Actor;
import org.jspecify.annotations.Nullable;

/**
 * The one stored record of a key at a replica, written as one value so that it changes atomically.
 *
 * @param actor who minted this replica's latest dot here, null before the first one; used again
 *     only in the same life of the node
 * @param lane the eventual lane
 */
public record Cell(@Nullable Actor actor, Lane lane) {
  public static final Cell EMPTY = new Cell(null, Lane.EMPTY);

  public boolean isEmpty() {
    return lane.isEmpty();
  }

  public Cell with(Lane next) {
    return next == lane ? this : new Cell(actor, next);
  }
}
