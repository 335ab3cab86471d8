package dev.gyre.transport.netty;

import dev.gyre.core.value.NodeId;
import dev.gyre.transport.netty.frame.Control.Standing;
import org.jspecify.annotations.Nullable;

/**
 * What this node remembers of its peers beyond its own life: on which data directory each was seen,
 * and in which life. By it a node whose disk was emptied or rolled back is recognised; it would
 * answer for writes that it has forgotten, and mint dots that it has minted before (DESIGN section
 * 4, rules 1 and 4; ADR 8). Called on the loop; must not block.
 */
public interface PeerMemory {
  /** Remembers nothing: for nodes without a disk. */
  PeerMemory NONE =
      new PeerMemory() {
        @Override
        public @Nullable Known of(NodeId peer) {
          return null;
        }

        @Override
        public void remember(NodeId peer, Known now) {}
      };

  /** A directory, and the highest life seen on it. */
  record Known(long directory, int life) {}

  @Nullable Known of(NodeId peer);

  void remember(NodeId peer, Known now);

  /** Why this peer must not take part, or null; then it is remembered as it is now. */
  default @Nullable String refuse(NodeId peer, int life, Standing standing) {
    if (standing.directory() == Directory.UNNAMED.name()) {
      return null;
    }
    Known known = of(peer);
    String problem = problem(peer, life, standing, known);
    Known now = new Known(standing.directory(), life);
    if (problem == null && !now.equals(known)) {
      remember(peer, now);
    }
    return problem;
  }

  private static @Nullable String problem(
      NodeId peer, int life, Standing standing, @Nullable Known known) {
    if (known == null) {
      return null;
    }
    if (known.directory() == standing.directory()) {
      return life >= known.life()
          ? null
          : peer
              + "'s data directory is an older state of itself (life "
              + life
              + " after life "
              + known.life()
              + "): acknowledged writes may be missing from it. Bring the newer state back, or"
              + " empty the directory and start "
              + peer
              + " once with --accept-data-loss";
    }
    if (!standing.replaces()) {
      return peer
          + " has another data directory than before: it was emptied or replaced, and acknowledged"
          + " writes may be missing from it. Bring the former one back, or start "
          + peer
          + " once with --accept-data-loss";
    }
    return life > known.life()
        ? null
        : peer
            + "'s new data directory begins with life "
            + life
            + ", and life "
            + known.life()
            + " was used before: set its machine's clock right, empty the directory and start "
            + peer
            + " once with --accept-data-loss";
  }
}
