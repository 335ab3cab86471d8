package dev.gyre.core.cell;

import dev.gyre.core.clock.VersionVector;
import dev.gyre.core.consensus.Ballot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of an operation in one round, if that round's ballot is chosen. */
public sealed interface Decision {

  /** The state to propose. */
  StrongLane next();

  /** No operation: what is there is to be read. */
  record Read(StrongLane next) implements Decision {}

  /** Now, or by an earlier attempt; {@code version} is what it created. */
  record Applied(StrongLane next, Ballot version) implements Decision {

    /** What its writer has seen: of what came after an earlier attempt, nothing. */
    public Seen seen() {
      return next.version().equals(version)
          ? next.seen()
          : new Seen(VersionVector.EMPTY, List.of(), version);
    }
  }

  /**
   * Its condition did not hold.
   *
   * @param seen what was found instead; null when an earlier attempt found that, and by now the
   *     condition would hold
   */
  record Failed(StrongLane next, @Nullable StrongLane seen) implements Decision {}

  /** An earlier attempt may have been applied and forgotten: it is never run (DESIGN rule 2). */
  record Forgotten(StrongLane next) implements Decision {}
}
