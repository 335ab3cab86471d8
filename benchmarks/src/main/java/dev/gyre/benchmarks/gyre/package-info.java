/**
 * Gyre under load, of the parts that a node is made of: Netty, the log and MVStore, core. One
 * process with three nodes, as {@code gyre demo} runs them, without HTTP.
 *
 * <p>Reading order: {@code GyreNode}, {@code GyreCluster}, {@code GyreTarget}.
 *
 * <p>It must not know the load, nor the ceiling.
 */
@NullMarked
package dev.gyre.benchmarks.gyre;

import org.jspecify.annotations.NullMarked;
