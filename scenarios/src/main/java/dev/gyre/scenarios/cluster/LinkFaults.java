package dev.gyre.scenarios.cluster;

import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Selector;
import dev.gyre.scenarios.dsl.Trouble;
import dev.gyre.scenarios.run.Lease;
import dev.gyre.sim.Seed;
import dev.gyre.transport.sim.LinkOptions;
import dev.gyre.transport.sim.SimNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Carries out faults of links on a simulated network. */
final class LinkFaults {
  private static final Duration LATE_COPY = Duration.ofMillis(400);
  private static final Duration OVERTAKEN = Duration.ofMillis(50);
  private static final int WORST_DELAY = 10;

  private final SimCluster cluster;
  private final Seed seed;

  LinkFaults(SimCluster cluster) {
    this.cluster = cluster;
    this.seed = cluster.simulation().seed().fork("link faults");
  }

  Lease inflict(int number, Fault.OnLinks fault, Runnable happened) {
    SimNetwork network = cluster.network();
    Lease lease =
        switch (fault) {
          case Fault.Partition partition -> partition(network, partition);
          case Fault.Cut cut -> network.cut(names(cut.from()), names(cut.to()))::end;
          case Fault.Clog clog -> network.clog(names(clog.from()), names(clog.to()))::end;
          case Fault.Link link ->
              network.trouble(
                      names(link.from()),
                      names(link.to()),
                      options(link.trouble()),
                      seed.fork("step", number))
                  ::end;
          case Fault.BreakConnections broken -> breakConnections(network, names(broken.nodes()));
        };
    happened.run();
    return lease;
  }

  private Lease partition(SimNetwork network, Fault.Partition partition) {
    List<String> side = names(partition.side());
    List<String> others = new ArrayList<>(cluster.names());
    others.removeAll(side);
    return switch (partition.direction()) {
      case BOTH -> network.partition(side, others)::end;
      case OUT -> network.cut(side, others)::end;
      case IN -> network.cut(others, side)::end;
    };
  }

  private Lease breakConnections(SimNetwork network, List<String> nodes) {
    for (String name : nodes) {
      network.breakConnections(cluster.node(name).member().id());
    }
    return Lease.OVER;
  }

  private List<String> names(Selector selector) {
    return cluster.selectedNames(selector);
  }

  private static LinkOptions options(Trouble trouble) {
    long mean = trouble.latency().toNanos();
    return new LinkOptions(
        new LinkOptions.Delay(0, mean, mean * WORST_DELAY),
        trouble.loss(),
        new LinkOptions.Duplication(trouble.duplication(), LATE_COPY.toNanos()),
        new LinkOptions.Reordering(trouble.reordering(), OVERTAKEN.toNanos()),
        trouble.corruption(),
        trouble.bytesPerSecond());
  }
}
