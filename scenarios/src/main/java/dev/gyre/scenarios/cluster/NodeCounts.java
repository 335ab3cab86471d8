package dev.gyre.scenarios.cluster;

import dev.gyre.core.host.NodeHost;
import dev.gyre.core.node.RepairCounts;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What happened to a node so far, in all its lives. */
public final class NodeCounts {
  long unsyncedLosses;
  long fromClockAhead;
  long storageFailures;

  /** By the names of states: what its former lives met and repaired. */
  private final TreeMap<String, Long> repairs = new TreeMap<>();

  /** Crashes that took away something that was written and not forced. */
  public long unsyncedLosses() {
    return unsyncedLosses;
  }

  /** Messages whose sender's clock was ahead of this node's. */
  public long fromClockAhead() {
    return fromClockAhead;
  }

  /** Times that the process ended because its storage failed. */
  public long storageFailures() {
    return storageFailures;
  }

  /** A life is over. */
  void ended(@Nullable NodeHost life) {
    if (life != null) {
      add(life.node().repairs(), repairs);
    }
  }

  /** What it met and repaired, that of its present life included, by the names of states. */
  SortedMap<String, Long> repairs(@Nullable NodeHost present) {
    TreeMap<String, Long> all = new TreeMap<>(repairs);
    if (present != null) {
      add(present.node().repairs(), all);
    }
    return all;
  }

  private static void add(RepairCounts life, TreeMap<String, Long> to) {
    to.merge("a digest stood for something else", life.digestMismatches(), Long::sum);
    to.merge("a read was written back", life.writeBacks(), Long::sum);
    to.merge("a read repair was sent", life.readRepairs(), Long::sum);
    to.merge("a read repair was left out", life.readRepairsSkipped(), Long::sum);
  }
}
