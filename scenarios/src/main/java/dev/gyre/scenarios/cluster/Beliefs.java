package dev.gyre.scenarios.cluster;

import dev.gyre.core.member.MemberStatus;
import dev.gyre.core.message.Gossip.State;
import dev.gyre.core.node.NodeSettings;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.oracle.Violation;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;

/** Whether nodes know who is up, once all is healed and quiet. */
final class Beliefs {
  private Beliefs() {}

  /** One violation for each node that is wrong about another. */
  static Vector<Violation> wrong(SimCluster cluster) {
    List<Violation> violations = new ArrayList<>();
    for (SimNode node : cluster.nodes()) {
      for (MemberStatus status : node.memberStatuses()) {
        boolean isUp = cluster.node(status.member().id().toString()).host() != null;
        if (isUp ? status.belief().state() != State.ALIVE : isOverdue(node, status)) {
          String truth = isUp ? ", which is up, is " : ", which is long gone, is ";
          violations.add(
              new Violation(
                  Promise.RECOVERS,
                  node.name()
                      + " believes that "
                      + status.member().id()
                      + truth
                      + status.belief().state()));
        }
      }
    }
    return Vector.ofAll(violations);
  }

  /** Whether it has been a suspect for longer than any suspicion lasts. */
  private static boolean isOverdue(SimNode node, MemberStatus status) {
    NodeSettings settings = node.settings();
    long longest =
        settings.limits().members().longestSuspicionMillis(settings.topology().members().size());
    return status.belief().state() == State.SUSPECT
        && node.uptimeMillis() - status.sinceMillis() > longest;
  }
}
