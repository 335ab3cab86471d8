package dev.gyre.scenarios.cluster;

import dev.gyre.core.message.PendingHints;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.storage.HintStatistics;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The hints of a simulated cluster. */
final class KeptHints {
  private static final int LOOKS = 10;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private KeptHints() {}

  /** On running nodes. */
  static long pending(SimCluster cluster) {
    long pending = 0;
    for (SimNode node : cluster.nodes()) {
      HintStatistics hints = node.host() == null ? null : node.store().hints();
      pending += hints == null ? 0 : hints.count();
    }
    return pending;
  }

  /**
   * One violation for each node that keeps hints for one that serves. A hint may come to the very
   * end, over a link that was slow: so a little more time goes by while there are any.
   */
  static Vector<Violation> undelivered(SimCluster cluster) {
    Vector<Violation> violations = kept(cluster);
    for (int look = 0; look < LOOKS && violations.nonEmpty(); look++) {
      cluster.simulation().runFor(BETWEEN_LOOKS);
      violations = kept(cluster);
    }
    return violations;
  }

  private static Vector<Violation> kept(SimCluster cluster) {
    List<Violation> violations = new ArrayList<>();
    for (SimNode node : cluster.nodes()) {
      HintStatistics hints = node.host() == null ? null : node.store().hints();
      for (PendingHints some : hints == null ? List.<PendingHints>of() : hints.pending()) {
        if (cluster.node(some.target().toString()).host() != null) {
          violations.add(
              new Violation(
                  Promise.HINTS_DRAINED,
                  node.name() + " keeps " + some.count() + " hints for " + some.target()));
        }
      }
    }
    return Vector.ofAll(violations);
  }

  /** What became of the hints of one life, by the names of states. */
  static void add(@Nullable HintStatistics hints, TreeMap<String, Long> to) {
    if (hints != null) {
      to.merge("hints taken", hints.stored(), Long::sum);
      to.merge("hints handed over", hints.handedOver(), Long::sum);
      to.merge("hints refused for their bound", hints.refused(), Long::sum);
      to.merge("hints dropped for their age", hints.aged(), Long::sum);
      to.merge("writes minted in a hint", hints.minted(), Long::sum);
    }
  }
}
