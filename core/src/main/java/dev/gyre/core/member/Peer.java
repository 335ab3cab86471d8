package dev.gyre.core.member;

import dev.gyre.core.machine.Moment;
import dev.gyre.core.message.Gossip.Belief;
import dev.gyre.core.message.Gossip.State;
import dev.gyre.core.ring.Member;
import org.jspecify.annotations.Nullable;

/** Another member, as {@link Roster} keeps it. */
final class Peer {
  private final Member member;
  private Belief belief = Belief.PRESUMED;

  /** Since when in this state, by the uptime. */
  private long sinceMillis;

  /** Null unless it is a suspect. */
  private @Nullable Suspicion suspicion;

  /** When it was last pinged for being heard while it was thought to be gone. */
  private long nudgedMillis = Long.MIN_VALUE / 2;

  Peer(Member member) {
    this.member = member;
  }

  Belief belief() {
    return belief;
  }

  State state() {
    return belief.state();
  }

  @Nullable Suspicion suspicion() {
    return suspicion;
  }

  MemberStatus status() {
    return new MemberStatus(member, belief, sinceMillis);
  }

  void since(Moment now) {
    sinceMillis = now.uptimeMillis();
  }

  void believe(Belief next, @Nullable Suspicion because, Moment now) {
    if (next.state() != belief.state()) {
      sinceMillis = now.uptimeMillis();
    }
    belief = next;
    suspicion = because;
  }

  void suspect(Suspicion next) {
    suspicion = next;
  }

  /** At most once in so many milliseconds. */
  boolean nudge(long nowMillis, int everyMillis) {
    if (nowMillis - nudgedMillis < everyMillis) {
      return false;
    }
    nudgedMillis = nowMillis;
    return true;
  }
}
