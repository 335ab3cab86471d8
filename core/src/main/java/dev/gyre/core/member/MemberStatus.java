package dev.gyre.core.member;

import dev.gyre.core.message.Gossip;
import dev.gyre.core.ring.Member;

/**
 * A member as this node sees it.
 *
 * @param sinceMillis since when it is in this state, by this node's uptime
 */
public record MemberStatus(Member member, Gossip.Belief belief, long sinceMillis) {}
