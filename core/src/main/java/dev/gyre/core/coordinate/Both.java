package dev.gyre.core.coordinate;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.Sibling;
import dev.gyre.core.cell.StrongLane;
import dev.gyre.core.consensus.Accepted;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.Reply;
import java.util.List;

/**
 * Both lanes of a key as an eventual reader knows them: what is known to be chosen, and on top of
 * it the eventual writes that it has not absorbed (DESIGN rules 7 and 10).
 */
public record Both(Lane lane, Accepted<StrongLane> chosen) {
  static final Both NOTHING = new Both(Lane.EMPTY, Cell.UNUSED.chosen());

  static Both of(Reply.Found found) {
    return new Both(found.lane(), found.chosen());
  }

  static Both of(PartitionReply.Row row) {
    return new Both(row.lane(), row.chosen());
  }

  /** What a reader is shown. */
  List<Sibling> newestFirst(CellLimits limits) {
    return chosen.ballot().isNone()
        ? lane.newestFirst()
        : chosen.state().fold(lane, Ballot.NONE, limits.strong().operations()).newestFirst();
  }

  Both and(Both other, int windowEntries) {
    return new Both(lane.merge(other.lane, windowEntries), chosen.later(other.chosen));
  }

  /** What a replica that holds just this tells instead. */
  long digest() {
    return Cell.digest(lane, chosen.ballot());
  }

  /** What is held on to, in bytes. */
  public int sizeBytes() {
    return lane.sizeBytes() + (chosen.ballot().isNone() ? 0 : chosen.state().sizeBytes());
  }

  Outcome.Found found(Task task, Protocol protocol) {
    StrongLane strong = chosen.state();
    if (chosen.ballot().isNone()) {
      return new Outcome.Found(
          lane.newestFirst(), protocol.tokens().write(task.key(), lane.seen()));
    }
    StrongLane shown = strong.fold(lane, Ballot.NONE, protocol.limits().strong().operations());
    return new Outcome.Found(
        shown.newestFirst(),
        protocol.tokens().write(task.key(), lane.seen().with(strong)),
        shown.version());
  }
}
