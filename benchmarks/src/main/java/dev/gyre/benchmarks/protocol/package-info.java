/**
 * What the protocol itself costs: nodes, machines, replicas and the frame codec on one thread, with
 * no socket, no disk and no waiting. What a whole cluster takes beyond it is I/O and hand-offs.
 *
 * <p>Reading order: {@code ProtocolBenchmark}, {@code LocalCluster}, {@code LocalNode}.
 *
 * <p>It must not know sockets or disks.
 */
@NullMarked
package dev.gyre.benchmarks.protocol;

import org.jspecify.annotations.NullMarked;
