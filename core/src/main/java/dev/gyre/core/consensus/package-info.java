/**
 * One register agreed upon by its replicas without a leader: CASPaxos (Rystsov, "CASPaxos:
 * Replicated State Machines without logs", 2018). A change is a function of what was decided before
 * it; there is no log.
 *
 * <p>Reading order: {@link dev.gyre.core.consensus.Ballot}, {@link
 * dev.gyre.core.consensus.Accepted}, {@link dev.gyre.core.consensus.Register}.
 *
 * <p>Must not know: what the register holds (it is a type parameter), messages, quorums, time.
 */
@NullMarked
package dev.gyre.core.consensus;

import org.jspecify.annotations.NullMarked;
