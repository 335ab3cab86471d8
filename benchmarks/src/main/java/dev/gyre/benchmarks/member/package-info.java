/**
 * How soon members find out who is gone, how often they are wrong, and what it costs, measured in
 * the simulator. Start at {@link dev.gyre.benchmarks.member.MembershipBenchmark}.
 *
 * <p>Must not know: how membership works.
 */
@NullMarked
package dev.gyre.benchmarks.member;

import org.jspecify.annotations.NullMarked;
