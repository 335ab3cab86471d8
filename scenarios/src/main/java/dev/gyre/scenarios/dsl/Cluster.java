package dev.gyre.scenarios.dsl;

/**
 * The cluster of a scenario.
 *
 * @param nodes 1 to 100, named n1, n2, …
 * @param replication owners of every key
 * @param racks nodes are spread over them in turn; as many as nodes unless given
 * @param storage what keeps the cells
 * @param tuning the product's own limits and timings
 */
public record Cluster(int nodes, int replication, int racks, Storage storage, Tuning tuning) {
  public static final int MOST_NODES = 100;
  public static final Cluster DEFAULT = new Cluster(5, 3, 5, Storage.EITHER, Tuning.DEFAULT);

  /** What keeps the cells of a simulated node; a real one is always durable. */
  public enum Storage {
    /** The real log, file store and tree, on a simulated disk. */
    DURABLE,
    /** Cells in memory that lose what was not forced: fast. */
    MEMORY,
    /** The seed decides. */
    EITHER
  }

  public Cluster {
    Spans.requireBetween("nodes", nodes, 1, MOST_NODES);
    Spans.requireBetween("replication", replication, 1, nodes);
    Spans.requireBetween("racks", racks, 1, nodes);
  }

  /** On as many racks as there are nodes; replication as far as nodes allow. */
  public Cluster nodes(int count) {
    return new Cluster(count, Math.min(replication, count), count, storage, tuning);
  }

  public Cluster replication(int owners) {
    return new Cluster(nodes, owners, racks, storage, tuning);
  }

  public Cluster racks(int count) {
    return new Cluster(nodes, replication, count, storage, tuning);
  }

  public Cluster storage(Storage kind) {
    return new Cluster(nodes, replication, racks, kind, tuning);
  }

  public Cluster tuning(Tuning other) {
    return new Cluster(nodes, replication, racks, storage, other);
  }
}
