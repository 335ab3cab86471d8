package dev.gyre.core.member;

import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.XxHash64;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whom to probe next: round robin over all peers, in an order shuffled anew each round, so that
 * every member is probed within 2n - 1 periods and not only on average (SWIM section 4.3). The
 * order is a hash of the seed and the round.
 */
final class ProbeOrder {
  private final List<NodeId> peers;
  private final long seed;
  private List<NodeId> order = List.of();
  private int next;
  private long round;

  ProbeOrder(List<NodeId> peers, long seed) {
    this.peers = peers;
    this.seed = seed;
  }

  /** Null when none is worth it. */
  @Nullable NodeId next(Predicate<NodeId> worthIt) {
    for (int i = 0; i < 2 * peers.size(); i++) {
      if (next == order.size()) {
        order = Shuffle.of(peers, XxHash64.hash(round++, seed));
        next = 0;
      }
      NodeId candidate = order.get(next++);
      if (worthIt.test(candidate)) {
        return candidate;
      }
    }
    return null;
  }
}
