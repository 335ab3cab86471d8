package dev.gyre.core.node;

import dev.gyre.core.coordinate.Route;
import dev.gyre.core.machine.Liveness;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.Array;
import java.util.HashMap;

/**
 * Which peers leave what they are sent unanswered. A guess that orders whom to ask first; never a
 * matter of safety. At most one entry a peer.
 */
final class Reachability {
  private static final long ANSWERED = Long.MAX_VALUE;

  /**
   * By peer: since when it has been silent with something unanswered, or {@link #ANSWERED}. Never
   * iterated.
   */
  private final HashMap<NodeId, Silence> silences = new HashMap<>();

  private final int suspectMillis;

  Reachability(int suspectMillis) {
    this.suspectMillis = suspectMillis;
  }

  private static final class Silence {
    private long sinceMillis = ANSWERED;
  }

  void asked(NodeId peer, long nowMillis) {
    Silence silence = silences.computeIfAbsent(peer, id -> new Silence());
    if (silence.sinceMillis == ANSWERED) {
      silence.sinceMillis = nowMillis;
    }
  }

  void heard(NodeId peer) {
    Silence silence = silences.get(peer);
    if (silence != null) {
      silence.sinceMillis = ANSWERED;
    }
  }

  boolean isSuspect(NodeId peer, long nowMillis) {
    Silence silence = silences.get(peer);
    return silence != null
        && silence.sinceMillis != ANSWERED
        && nowMillis - silence.sinceMillis >= suspectMillis;
  }

  /** Whom a write meets: {@code owners} in order, and of the fallbacks those that are up. */
  static Route route(Array<NodeId> owners, Array<NodeId> fallbacks, Liveness liveness) {
    int down = 0;
    for (int position = 0; position < owners.size(); position++) {
      down |= liveness.isUp(owners.get(position)) ? 0 : 1 << position;
    }
    return new Route(owners, down, fallbacks.filter(liveness::isUp));
  }

  /** All members in the order in which to ask them: as {@link #order} has it. */
  static Array<NodeId> members(Ring ring, NodeId self, RequestId id, Liveness liveness) {
    Array<NodeId> all = Array.ofAll(ring.topology().members()).map(Member::id);
    return order(all, self, id.sequence(), liveness);
  }

  /** Owners other than {@code self} in the order of preference, those not up last. */
  static Array<NodeId> preferred(Array<NodeId> owners, NodeId self, Liveness liveness) {
    Array<NodeId> others = owners.filter(owner -> !owner.equals(self));
    return others
        .filter(owner -> liveness.isUp(owner))
        .appendAll(others.filter(owner -> !liveness.isUp(owner)));
  }

  /** The first owner that is up. */
  static NodeId first(Array<NodeId> owners, Liveness liveness) {
    return owners.find(owner -> liveness.isUp(owner)).getOrElse(owners.head());
  }

  /**
   * Owners in the order in which to ask: this node, then the others from the {@code turn}-th on
   * round robin, those not up last.
   */
  static Array<NodeId> order(Array<NodeId> owners, NodeId self, long turn, Liveness liveness) {
    int size = owners.size();
    NodeId[] ordered = new NodeId[size];
    int first = 0;
    int last = size;
    if (owners.contains(self)) {
      ordered[first++] = self;
    }
    int start = (int) Math.floorMod(turn, (long) size);
    for (int i = 0; i < size; i++) {
      NodeId owner = owners.get((start + i) % size);
      if (owner.equals(self)) {
        continue;
      }
      if (liveness.isUp(owner)) {
        ordered[first++] = owner;
      } else {
        ordered[--last] = owner;
      }
    }
    return Array.of(ordered);
  }
}
