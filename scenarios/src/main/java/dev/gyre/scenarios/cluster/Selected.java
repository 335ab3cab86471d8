package dev.gyre.scenarios.cluster;

import dev.gyre.scenarios.dsl.Selector;
import java.util.List;

/** What a planned selector selects: all choices have been made by now. */
final class Selected {
  private Selected() {}

  static List<String> names(SimCluster cluster, Selector selector) {
    return switch (selector) {
      case Selector.Everyone everyone -> cluster.names();
      case Selector.Named named -> named.nodes().toJavaList();
      case Selector.Some some -> throw unplanned(selector);
      case Selector.Minority minority -> throw unplanned(selector);
      case Selector.Majority majority -> throw unplanned(selector);
      case Selector.OwnersOf owners -> throw unplanned(selector);
      case Selector.LastCoordinator last -> throw unplanned(selector);
    };
  }

  static List<SimNode> nodes(SimCluster cluster, Selector selector) {
    return names(cluster, selector).stream().map(cluster::node).toList();
  }

  private static IllegalStateException unplanned(Selector selector) {
    return new IllegalStateException("nobody has decided whom this selects: " + selector);
  }
}
