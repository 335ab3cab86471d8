package dev.gyre.core.message;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.RequestId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node is told of the hints that it keeps itself; none of it travels. */
public sealed interface HintReply extends Reply {

  /** A hint; {@link Lane#EMPTY} when there is none, or it cannot be read. */
  record Held(RequestId id, Lane lane) implements HintReply {}

  /**
   * A page of hints.
   *
   * @param next where the next page goes on; null after the last one
   */
  record Listed(RequestId id, List<Listing> hints, @Nullable Key next) implements HintReply {}

  /**
   * A hint as a page lists it.
   *
   * @param stamp of the newest write in it; {@link dev.gyre.core.clock.HybridClock#NONE} when only
   *     reading it whole would tell
   * @param bytes about as many as it has
   */
  record Listing(Key key, long stamp, long bytes) {}

  /** By target, ascending; none without hints. */
  record Pending(RequestId id, List<PendingHints> targets) implements HintReply {}

  record Holds(RequestId id, boolean any) implements HintReply {}
}
