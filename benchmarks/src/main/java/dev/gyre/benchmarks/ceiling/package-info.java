/**
 * The bare ceiling: the least that a durable quorum service can do, to bound what any store built
 * the same way can reach on the machine at hand.
 *
 * <p>Three nodes on loopback TCP, every key on all three, writes and reads answered by two. A node
 * is one event loop and one log thread. The loop owns all state; the log thread only writes groups
 * and forces them. What is left out is what a database adds: versions that merge, a tree on disk,
 * recovery, membership, deadlines, retries. A put costs six messages, three forces and three
 * hand-offs to a log thread; nothing here can be removed without giving up durability or the
 * quorum.
 *
 * <p>Reading order: {@code Kind} (the messages), {@code Connection} and {@code Turn} (how bytes
 * leave in batches), {@code Segment} and {@code GroupCommitLog} (how records become durable),
 * {@code Coordinator} (the quorum), {@code CeilingNode}, {@code CeilingCluster}, {@code
 * CeilingClient}.
 *
 * <p>It must not know Gyre: a fault of ours must not lower the bound.
 */
@NullMarked
package dev.gyre.benchmarks.ceiling;

import org.jspecify.annotations.NullMarked;
