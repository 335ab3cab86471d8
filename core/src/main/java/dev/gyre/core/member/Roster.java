package dev.gyre.core.member;

import dev.gyre.core.machine.Moment;
import dev.gyre.core.message.Gossip.Belief;
import dev.gyre.core.message.Gossip.State;
import dev.gyre.core.message.Gossip.Update;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of every other member, and why. Each belief that changes is a rumour.
 *
 * <pre>
 * state    event                                           next
 * ·        an update that Precedence puts above it         its state
 * SUSPECT  the same accusation, by somebody else           SUSPECT, for a shorter time
 * SUSPECT  its time is over                                DEAD
 * ALIVE    a probe of this node failed                     SUSPECT
 * ·        any other update                                ·
 * </pre>
 */
final class Roster {
  private final NodeId self;
  private final MemberSettings settings;
  private final Tally tally;
  private final LocalHealth health;
  private final Rumours rumours;
  private final int members;

  /** All others, in order of their ids. */
  private final Map<NodeId, Peer> peers = new LinkedHashMap<>();

  /** The same, for a look-up with every message. Never iterated. */
  private final HashMap<NodeId, Peer> byId = new HashMap<>();

  /** Those of them with a suspicion. */
  private final Map<NodeId, Peer> suspects = new LinkedHashMap<>();

  Roster(NodeId self, Topology topology, MemberSettings settings, Tally tally, LocalHealth health) {
    this.self = self;
    this.settings = settings;
    this.tally = tally;
    this.health = health;
    this.members = topology.members().size();
    this.rumours = new Rumours(MemberPolicy.transmissions(settings.spreading().lambda(), members));
    for (Member member : topology.members()) {
      if (!member.id().equals(self)) {
        Peer peer = new Peer(member);
        peers.put(member.id(), peer);
        byId.put(member.id(), peer);
      }
    }
  }

  void start(Moment now) {
    peers.values().forEach(peer -> peer.since(now));
  }

  Rumours rumours() {
    return rumours;
  }

  @Nullable Peer peer(NodeId node) {
    return byId.get(node);
  }

  boolean is(NodeId node, State state) {
    Peer peer = byId.get(node);
    return peer != null && peer.state() == state;
  }

  List<NodeId> ids() {
    return new ArrayList<>(peers.keySet());
  }

  List<NodeId> ids(Predicate<State> which) {
    List<NodeId> found = new ArrayList<>();
    peers.forEach(
        (id, peer) -> {
          if (which.test(peer.state())) {
            found.add(id);
          }
        });
    return found;
  }

  List<MemberStatus> statuses() {
    return peers.values().stream().map(Peer::status).toList();
  }

  /** What a full exchange says of the others: all that was ever heard. */
  List<Update> all() {
    List<Update> all = new ArrayList<>();
    peers.forEach(
        (id, peer) -> {
          if (!peer.belief().equals(Belief.PRESUMED)) {
            all.add(update(id, peer));
          }
        });
    return all;
  }

  /** As it is believed here; a suspicion is its first accuser's, whoever tells of it. */
  Update update(NodeId id, Peer peer) {
    Suspicion suspicion = peer.suspicion();
    return new Update(
        id, peer.belief(), suspicion == null ? self : suspicion.accusers().getFirst());
  }

  /** Takes in what is said of another member. */
  void hear(Update update, Moment now) {
    Peer peer = byId.get(update.member());
    if (peer == null) {
      tally.count(MemberCounter.STRANGERS);
      return;
    }
    if (Precedence.supersedes(update.belief(), peer.belief())) {
      believe(peer, update, now);
    } else if (update.belief().equals(peer.belief())) {
      confirm(peer, update);
    }
  }

  private void believe(Peer peer, Update update, Moment now) {
    Belief next = update.belief();
    count(peer.belief(), next);
    Suspicion suspicion =
        next.state() == State.SUSPECT
            ? Suspicion.begin(now.uptimeMillis(), bounds(), update.by())
            : null;
    peer.believe(next, suspicion, now);
    if (suspicion == null) {
      suspects.remove(update.member());
    } else {
      suspects.put(update.member(), peer);
    }
    rumours.add(update);
  }

  /**
   * Another voice for a suspicion shortens it, and is passed on as long as it does (Lifeguard
   * IV.B).
   */
  private void confirm(Peer peer, Update update) {
    Suspicion suspicion = peer.suspicion();
    if (suspicion != null && suspicion.gains(update.by())) {
      peer.suspect(suspicion.confirmedBy(update.by()));
      rumours.add(update);
    }
  }

  /** Of a suspicion that begins now: the longer, the more this node doubts itself. */
  private Suspicion.Bounds bounds() {
    MemberSettings.Suspicion policy = settings.suspicion();
    int least =
        MemberPolicy.leastSuspicionMillis(
            policy.multiplier(), members, settings.probing().periodMillis() * health.factor());
    return new Suspicion.Bounds(
        least,
        (int) Math.min(Integer.MAX_VALUE, (long) least * policy.stretch()),
        MemberPolicy.expectedConfirmations(policy.confirmations(), members));
  }

  private void count(Belief before, Belief next) {
    if (before.state() == next.state()) {
      return;
    }
    switch (next.state()) {
      case ALIVE -> countAlive(before, next);
      case SUSPECT -> tally.count(MemberCounter.SUSPICIONS);
      case DEAD -> tally.count(MemberCounter.DEATHS);
      case LEFT -> {}
    }
  }

  private void countAlive(Belief before, Belief next) {
    if (before.state() == State.SUSPECT) {
      tally.count(MemberCounter.SUSPICIONS_REFUTED);
    } else {
      tally.count(MemberCounter.RETURNS);
    }
    if (before.state() == State.DEAD && isOneLife(before, next)) {
      tally.count(MemberCounter.FALSE_ALARMS);
    }
  }

  private static boolean isOneLife(Belief before, Belief next) {
    return Membership.life(before.incarnation()) == Membership.life(next.incarnation());
  }

  /** This node's own probe of it failed. */
  void accuse(NodeId target, Moment now) {
    Peer peer = byId.get(target);
    if (peer != null && isUp(peer.state())) {
      hear(new Update(target, peer.belief().as(State.SUSPECT), self), now);
    }
  }

  /** Alive, or not known to be otherwise: worth a probe. */
  static boolean isUp(State state) {
    return state == State.ALIVE || state == State.SUSPECT;
  }

  /** Suspects whose time is over are dead. */
  void bury(Moment now) {
    List<Update> dead = new ArrayList<>();
    suspects.forEach(
        (id, peer) -> {
          if (deadlineMillis(peer) <= now.uptimeMillis()) {
            dead.add(new Update(id, peer.belief().as(State.DEAD), self));
          }
        });
    dead.forEach(update -> hear(update, now));
  }

  private static long deadlineMillis(Peer peer) {
    Suspicion suspicion = peer.suspicion();
    return suspicion == null ? Long.MAX_VALUE : suspicion.deadlineMillis();
  }

  /** Time went by in which nobody could refute. */
  void postpone(long millis) {
    for (Peer peer : suspects.values()) {
      Suspicion suspicion = peer.suspicion();
      if (suspicion != null) {
        peer.suspect(suspicion.postponed(millis));
      }
    }
  }

  long nextDeadlineMillis() {
    long next = Long.MAX_VALUE;
    for (Peer peer : suspects.values()) {
      next = Math.min(next, deadlineMillis(peer));
    }
    return next;
  }
}
