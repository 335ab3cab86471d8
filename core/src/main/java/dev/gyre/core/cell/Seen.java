package dev.gyre.core.cell;

import dev.gyre.core.clock.VersionVector;
import dev.gyre.core.consensus.Ballot;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client has seen of a key: the context of what it read, and the names of the writes that it
 * was shown. The names are needed because a retried write may have been minted elsewhere under
 * another dot: who overwrites the one it saw overwrites that write, whatever its dots.
 *
 * @param writes ascending by id; every dot is covered by the context
 * @param version the highest version of the strong lane that it was shown or that was superseded by
 *     what it was shown, or NONE
 */
public record Seen(VersionVector context, List<WriteWindow.Entry> writes, Ballot version) {
  public static final Seen NOTHING = new Seen(VersionVector.EMPTY, List.of());

  /** Of the eventual lane alone. */
  public Seen(VersionVector context, List<WriteWindow.Entry> writes) {
    this(context, writes, Ballot.NONE);
  }

  /** And of the strong lane, whose state at this version was shown beside it. */
  public Seen with(StrongLane strong) {
    return new Seen(context.merge(strong.absorbed()), writes, version.max(strong.version()));
  }

  boolean covers(Sibling sibling) {
    return context.covers(sibling.dot()) || names(sibling);
  }

  private boolean names(Sibling sibling) {
    for (WriteWindow.Entry entry : writes) {
      if (entry.id().names(sibling.writeId())) {
        return true;
      }
    }
    return false;
  }

  /**
   * What a reader of a lane has seen: all its siblings, and the retries that they may have
   * superseded.
   */
  static Seen of(Lane lane) {
    List<WriteWindow.Entry> names = new ArrayList<>(lane.window().retriedEntries());
    for (Sibling sibling : lane.siblings()) {
      names.add(WriteWindow.Entry.first(sibling.writeId(), sibling.dot()));
    }
    return new Seen(
        lane.context(),
        WriteWindow.EMPTY.union(names, Integer.MAX_VALUE).entries(),
        lane.superseded());
  }
}
