package dev.gyre.scenarios.cluster;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.coordinate.Timings;
import dev.gyre.core.node.NodeLimits;
import dev.gyre.storage.StorageOptions;
import dev.gyre.transport.sim.NetworkOptions;

/**
 * How a simulated cluster is built.
 *
 * @param durable the real log, tree and file store on a simulated disk; otherwise cells in memory
 *     that lose what was not forced
 */
public record ClusterShape(
    int nodes,
    int replication,
    boolean durable,
    StorageOptions storage,
    NetworkOptions network,
    Settings settings) {

  /** The product's own configuration. */
  public record Settings(CellLimits cells, NodeLimits limits, Timings timings) {
    public static final Settings DEFAULT =
        new Settings(CellLimits.DEFAULT, NodeLimits.DEFAULT, Timings.DEFAULT);
  }
}
