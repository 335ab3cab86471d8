package dev.gyre.core.member;

import dev.gyre.core.machine.Moment;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Gossip.State;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.XxHash64;
import java.util.List;

/**
 * Probes one member a period, and others on request (SWIM section 3.1). {@code ·} is "no matter":
 *
 * <pre>
 * probe     event                      next      does
 * Resting   period begins              Direct    Ping target
 * Direct    Ack of the target          Resting   health better
 * Direct    timeout                    Indirect  PingRequest to k others
 * Indirect  Ack of target or helper    Resting   health better
 * Indirect  Nack                       Indirect  counts it
 * Indirect  period ends                Resting   target suspected; health worse by the missing
 *                                                nacks, by one if nobody could be asked
 * ·         timer far too late         Resting   nobody is judged
 * ·         period begins              ·         Ping one dead member: perhaps it was only cut off
 * ·         PingRequest                ·         Ping its target; the Ack is passed on, or Nack
 *                                                after 4/5 of the timeout (Lifeguard IV.A)
 * </pre>
 */
final class Prober {
  private static final Probe RESTING = new Probe.Resting();

  private final MemberSettings.Probing settings;
  private final Roster roster;
  private final LocalHealth health;
  private final Tally tally;
  private final Post post;
  private final long seed;
  private final ProbeOrder probed;
  private final ProbeOrder knockedAt;
  private final Relays relays = new Relays();
  private Probe probe = RESTING;
  private long nextProbeMillis = Long.MAX_VALUE;

  Prober(
      MemberSettings.Probing settings,
      Roster roster,
      LocalHealth health,
      Tally tally,
      Post post,
      long seed) {
    this.settings = settings;
    this.roster = roster;
    this.health = health;
    this.tally = tally;
    this.post = post;
    this.seed = seed;
    this.probed = new ProbeOrder(roster.ids(), seed);
    this.knockedAt = new ProbeOrder(roster.ids(), ~seed);
  }

  void start(long firstMillis) {
    nextProbeMillis = firstMillis;
  }

  long nextDeadlineMillis() {
    long next = Math.min(nextProbeMillis, relays.nextDeadlineMillis());
    return probe instanceof Probe.Direct direct ? Math.min(next, direct.deadlineMillis()) : next;
  }

  /** Does what is due. */
  void fired(Moment now) {
    for (Relays.Relay relay : relays.expired(now.uptimeMillis())) {
      NodeId asker = relay.asker();
      post.send(asker, new Gossip.Nack(relay.number(), post.updatesFor(asker)));
    }
    if (probe instanceof Probe.Direct direct && direct.deadlineMillis() <= now.uptimeMillis()) {
      askOthers(direct);
    }
    if (nextProbeMillis <= now.uptimeMillis()) {
      judge(now);
      probeNext(now);
    }
  }

  /** Gives the present probe up, without a verdict. */
  void forget() {
    probe = RESTING;
  }

  private void askOthers(Probe.Direct direct) {
    List<NodeId> others = roster.ids(state -> state == State.ALIVE);
    others.remove(direct.target());
    List<NodeId> helpers =
        Shuffle.some(others, settings.helpers(), XxHash64.hash(direct.number(), seed));
    for (NodeId helper : helpers) {
      post.send(
          helper,
          new Gossip.PingRequest(direct.number(), direct.target(), post.updatesFor(helper)));
    }
    probe = new Probe.Indirect(direct.target(), direct.number(), helpers.size(), 0);
  }

  /**
   * The period is over. Helpers that all said that they cannot reach the target either speak
   * against it; ones that said nothing speak against this node, and so does having none.
   */
  private void judge(Moment now) {
    switch (probe) {
      case Probe.Resting resting -> {}
      case Probe.Direct direct -> failed(direct.target(), 1, now);
      case Probe.Indirect indirect -> {
        int missing = indirect.helpers() - indirect.nacks();
        failed(indirect.target(), indirect.helpers() == 0 ? 1 : missing, now);
      }
    }
    probe = RESTING;
  }

  private void failed(NodeId target, int doubt, Moment now) {
    tally.count(MemberCounter.FAILED_PROBES);
    health.worse(doubt);
    roster.accuse(target, now);
  }

  private void probeNext(Moment now) {
    nextProbeMillis = now.uptimeMillis() + (long) settings.periodMillis() * health.factor();
    NodeId target = probed.next(id -> roster.is(id, State.ALIVE) || roster.is(id, State.SUSPECT));
    if (target != null) {
      tally.count(MemberCounter.PINGS);
      long deadline = now.uptimeMillis() + (long) settings.timeoutMillis() * health.factor();
      probe = new Probe.Direct(target, post.ping(target), deadline);
    }
    NodeId dead = knockedAt.next(id -> roster.is(id, State.DEAD));
    if (dead != null) {
      post.ping(dead);
    }
  }

  /** Answers a probe of this node, or a ping that it sent for another. */
  void acknowledged(NodeId from, long answered) {
    Relays.Relay relay = relays.answered(from, answered);
    if (relay != null) {
      post.ack(relay.asker(), relay.number());
      return;
    }
    boolean ends =
        switch (probe) {
          case Probe.Resting resting -> false;
          case Probe.Direct direct -> direct.number() == answered && direct.target().equals(from);
          case Probe.Indirect indirect -> indirect.number() == answered;
        };
    if (ends) {
      probe = RESTING;
      health.better();
    }
  }

  /** A helper cannot reach the target either. */
  void nacked(long answered) {
    if (probe instanceof Probe.Indirect indirect
        && indirect.number() == answered
        && indirect.nacks() < indirect.helpers()) {
      probe =
          new Probe.Indirect(indirect.target(), answered, indirect.helpers(), indirect.nacks() + 1);
    }
  }

  /** Pings another member for {@code asker}, unless too many have asked. */
  void relay(NodeId asker, Gossip.PingRequest request, Moment now) {
    long deadline = now.uptimeMillis() + MemberPolicy.nackMillis(settings.timeoutMillis());
    if (relays.hasRoom()) {
      tally.count(MemberCounter.PINGS_FOR_OTHERS);
      long number = post.ping(request.target());
      relays.begin(number, new Relays.Relay(asker, request.number(), request.target(), deadline));
    }
  }
}
