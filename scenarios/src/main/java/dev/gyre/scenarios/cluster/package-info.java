/**
 * A whole cluster in one simulation: nodes with their disks and clocks, clients, the network
 * between them. The host, the storage and the client are those of production. Start at {@link
 * dev.gyre.scenarios.cluster.SimCluster}.
 *
 * <p>Must not know: workloads, oracles, when which fault comes.
 */
@NullMarked
package dev.gyre.scenarios.cluster;

import org.jspecify.annotations.NullMarked;
