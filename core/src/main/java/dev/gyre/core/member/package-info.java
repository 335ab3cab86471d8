/**
 * Who is alive: SWIM (Das, Gupta and Motivala, DSN 2002) with Lifeguard's local health (Dadgar,
 * Phillips and Currey, DSN-W 2018), as a machine without clock or chance. Members are those of the
 * topology; what is believed here routes and never decides safety.
 *
 * <p>Reading order: {@link dev.gyre.core.member.Membership}, {@link dev.gyre.core.member.Probe},
 * {@link dev.gyre.core.member.Roster}, {@link dev.gyre.core.member.Precedence}, {@link
 * dev.gyre.core.member.Rumours}, {@link dev.gyre.core.member.MemberPolicy}.
 *
 * <p>Must not know: requests, replicas, who interprets effects.
 */
@NullMarked
package dev.gyre.core.member;

import org.jspecify.annotations.NullMarked;
