package dev.gyre.core.member;

import dev.gyre.core.machine.Delay;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.machine.TimerId;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Gossip.Belief;
import dev.gyre.core.message.Gossip.State;
import dev.gyre.core.message.Gossip.Update;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.XxHash64;
import io.vavr.collection.List;
import java.util.ArrayList;

/**
 * A node's part in SWIM (Das, Gupta and Motivala, DSN 2002), with Lifeguard (Dadgar, Phillips and
 * Currey, DSN-W 2018): each period one member is probed, and what is learned travels on pings and
 * their answers. Mutable, and confined to its {@code Node}.
 *
 * <p>What it does itself; {@link Prober} has the table of probes, {@link Roster} that of beliefs:
 *
 * <pre>
 * event                               does
 * start                               Sync with some; probes and syncs from now on
 * Ping                                Ack
 * Sync                                Synced: all beliefs
 * told to be no more                  refutes with a higher incarnation (SWIM 4.2), Tell it to some
 * told what it was before             says again what it is
 * told of a death in a full exchange  takes it for a suspicion: after a partition each side
 *                                     believes all of the other dead, and is wrong
 * a suspect's time over               it is dead
 * any message of a suspect or dead    Ping it, with what is believed of it, once a period
 * sync period                         Sync with one that is alive
 * timer far too late                  health worse, suspicions postponed: this node stood still
 * leave                               Tell LEFT; from now on it only answers
 * </pre>
 */
public final class Membership {
  /** Membership's timer: there is one. */
  public static final TimerId TIMER = TimerId.background(1);

  private static final long NEVER = Long.MAX_VALUE;

  /** How many are asked for everything when a node starts, and told at once of a refutation. */
  private static final int GREETED = 3;

  private final NodeId self;
  private final Topology topology;
  private final MemberSettings settings;
  private final Tally tally = new Tally();
  private final LocalHealth health;
  private final Roster roster;
  private final Post post;
  private final Prober prober;
  private final long seed;
  private Belief own;
  private long ownSinceMillis;
  private boolean started;
  private boolean left;
  private long nextSyncMillis = NEVER;

  /** When the timer is due; {@link #NEVER} while it is not armed. */
  private long armedMillis = NEVER;

  /**
   * @param life of the node: a new life begins above all incarnations of the former
   * @param directory the name of its data directory, 0 for none
   */
  public Membership(
      NodeId self, Topology topology, MemberSettings settings, int life, long directory) {
    this.self = self;
    this.topology = topology;
    this.settings = settings;
    this.own = new Belief(State.ALIVE, (long) life << Integer.SIZE, directory);
    this.seed = XxHash64.hash(self.number(), own.incarnation());
    this.health = new LocalHealth(settings.probing().patience());
    this.roster = new Roster(self, topology, settings, tally, health);
    this.post = new Post(roster, settings.spreading().updates(), own.incarnation());
    this.prober = new Prober(settings.probing(), roster, health, tally, post, seed);
  }

  /** The life of a member at this incarnation. */
  static int life(long incarnation) {
    return (int) (incarnation >>> Integer.SIZE);
  }

  /** Whether it is believed alive; this node always is. */
  public boolean isUp(NodeId node) {
    return node.equals(self) || roster.is(node, State.ALIVE);
  }

  /** What is believed of a member, or of this node itself. */
  public Belief belief(NodeId member) {
    Peer peer = roster.peer(member);
    if (peer == null && !member.equals(self)) {
      throw new IllegalArgumentException(member + " is no member");
    }
    return peer == null ? own : peer.belief();
  }

  /** All members, this one too, in order of their ids. */
  public java.util.List<MemberStatus> members() {
    java.util.List<MemberStatus> all = new ArrayList<>(roster.statuses());
    for (Member member : topology.members()) {
      if (member.id().equals(self)) {
        all.add(new MemberStatus(member, own, ownSinceMillis));
      }
    }
    all.sort((a, b) -> a.member().id().compareTo(b.member().id()));
    return all;
  }

  /** The same, to be told to whoever asks. */
  public Gossip.Report report(long nowMillis) {
    return new Gossip.Report(
        members().stream()
            .map(
                status ->
                    new Gossip.Sighting(
                        status.member().id(),
                        status.belief(),
                        Math.max(0, nowMillis - status.sinceMillis())))
            .toList());
  }

  public long count(MemberCounter what) {
    return tally.get(what);
  }

  /** What this node's waits are multiplied with as it doubts itself: 1 when all is well. */
  public int doubt() {
    return health.factor();
  }

  /** Begins to watch the others, and asks some of them how things stand. Once. */
  public List<Effect> start(Moment now) {
    ownSinceMillis = now.uptimeMillis();
    roster.start(now);
    if (roster.ids().isEmpty()) {
      return List.empty();
    }
    started = true;
    prober.start(now.uptimeMillis() + phase(settings.probing().periodMillis(), 1));
    nextSyncMillis = now.uptimeMillis() + phase(settings.spreading().syncMillis(), 2);
    roster.rumours().add(ownUpdate());
    for (NodeId peer : Shuffle.some(roster.ids(), GREETED, seed)) {
      sync(peer);
    }
    return arm(now);
  }

  /** From 1 to the period: nodes that start together shall not all ping together. */
  private int phase(int period, int salt) {
    return 1 + (int) Long.remainderUnsigned(XxHash64.hash(salt, seed), period);
  }

  /** {@link #TIMER} fired. */
  public List<Effect> fired(Moment now) {
    if (!started || left) {
      return List.empty();
    }
    long late = armedMillis == NEVER ? 0 : now.uptimeMillis() - armedMillis;
    armedMillis = NEVER;
    if (late >= settings.probing().timeoutMillis()) {
      awoke(late);
    }
    prober.fired(now);
    roster.bury(now);
    if (nextSyncMillis <= now.uptimeMillis()) {
      nextSyncMillis = now.uptimeMillis() + settings.spreading().syncMillis();
      some(roster.ids(state -> state == State.ALIVE), 1).forEach(this::sync);
    }
    return arm(now);
  }

  /**
   * The timer is so late that this node must have stood still, and answers may lie unread: nobody
   * is judged for what happened meanwhile.
   */
  private void awoke(long lateMillis) {
    tally.count(MemberCounter.LATE_WAKES);
    health.worse(1);
    prober.forget();
    roster.postpone(lateMillis);
  }

  private java.util.List<NodeId> some(java.util.List<NodeId> peers, int most) {
    return Shuffle.some(peers, most, XxHash64.hash(post.nextNumber(), seed));
  }

  private void sync(NodeId peer) {
    tally.count(MemberCounter.SYNCS);
    post.send(peer, new Gossip.Sync(all()));
  }

  private java.util.List<Update> all() {
    java.util.List<Update> all = roster.all();
    all.add(ownUpdate());
    return all;
  }

  private Update ownUpdate() {
    return new Update(self, own, self);
  }

  /** Gossip came in. */
  public List<Effect> received(NodeId from, Gossip message, Moment now) {
    if (roster.peer(from) == null) {
      tally.count(MemberCounter.STRANGERS);
      return List.empty();
    }
    boolean whole = message instanceof Gossip.Sync || message instanceof Gossip.Synced;
    for (Update update : message.updates()) {
      hear(whole ? softened(update) : update, now);
    }
    switch (message) {
      case Gossip.Ping ping -> post.ack(from, ping.number());
      case Gossip.Ack ack -> prober.acknowledged(from, ack.number());
      case Gossip.PingRequest request -> relay(from, request, now);
      case Gossip.Nack nack -> prober.nacked(nack.number());
      case Gossip.Sync sync -> post.send(from, new Gossip.Synced(all()));
      case Gossip.Synced synced -> {}
      case Gossip.Tell tell -> {}
      case Gossip.Report report -> {}
    }
    if (!(message instanceof Gossip.Ping)) {
      nudge(from, now);
    }
    return arm(now);
  }

  private static Update softened(Update update) {
    return update.belief().state() == State.DEAD
        ? new Update(update.member(), update.belief().as(State.SUSPECT), update.by())
        : update;
  }

  private void hear(Update update, Moment now) {
    if (left) {
      return;
    }
    if (update.member().equals(self)) {
      refute(update.belief());
    } else {
      roster.hear(update, now);
    }
  }

  /**
   * What is said of this node is what it says itself; or it is older: then it says it again; or it
   * is wrong: then it is outdone, be it an accusation or what a former life said.
   */
  private void refute(Belief said) {
    if (!Precedence.supersedes(said, own) || said.incarnation() == Belief.MAX_INCARNATION) {
      if (!said.equals(own)) {
        roster.rumours().add(ownUpdate());
      }
      return;
    }
    own = new Belief(State.ALIVE, said.incarnation() + 1, own.directory());
    roster.rumours().add(ownUpdate());
    tally.count(MemberCounter.REFUTATIONS);
    health.worse(1);
    tell(GREETED);
  }

  private void tell(int most) {
    Gossip.Tell news = new Gossip.Tell(java.util.List.of(ownUpdate()));
    some(roster.ids(Roster::isUp), most).forEach(peer -> post.send(peer, news));
  }

  private void relay(NodeId asker, Gossip.PingRequest request, Moment now) {
    if (request.target().equals(self)) {
      post.ack(asker, request.number());
    } else if (roster.peer(request.target()) == null) {
      tally.count(MemberCounter.STRANGERS);
    } else if (!left) {
      prober.relay(asker, request, now);
    }
  }

  /** Any message of another member came in: one thought to be gone is told so, and may refute. */
  public List<Effect> heard(NodeId from, Moment now) {
    nudge(from, now);
    return post.isEmpty() ? List.empty() : arm(now);
  }

  private void nudge(NodeId from, Moment now) {
    Peer peer = roster.peer(from);
    if (peer != null
        && !left
        && (peer.state() == State.SUSPECT || peer.state() == State.DEAD)
        && peer.nudge(now.uptimeMillis(), settings.probing().periodMillis())) {
      post.ping(from);
    }
  }

  /** The node closes: peers shall route away from it at once. */
  public List<Effect> leave() {
    if (!started || left) {
      return List.empty();
    }
    left = true;
    own = own.as(State.LEFT);
    roster.rumours().add(ownUpdate());
    tell(MemberPolicy.transmissions(settings.spreading().lambda(), topology.members().size()));
    post.add(new Effect.Disarm(TIMER));
    return post.taken();
  }

  /** One that is due later than the timer comes early, which costs less than to move it. */
  private List<Effect> arm(Moment now) {
    long due = Math.min(nextSyncMillis, prober.nextDeadlineMillis());
    due = Math.min(due, roster.nextDeadlineMillis());
    if (started && !left && due < armedMillis) {
      armedMillis = due;
      int delay = (int) Math.clamp(due - now.uptimeMillis(), 0, Integer.MAX_VALUE);
      post.add(new Effect.Arm(TIMER, Delay.millis(delay)));
    }
    return post.taken();
  }
}
