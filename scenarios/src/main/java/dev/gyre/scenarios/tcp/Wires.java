package dev.gyre.scenarios.tcp;

import dev.gyre.scenarios.run.Lease;
import dev.gyre.scenarios.tcp.proxy.Condition;
import dev.gyre.scenarios.tcp.proxy.Direction;
import dev.gyre.scenarios.tcp.proxy.Proxy;
import dev.gyre.scenarios.tcp.proxy.Route;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every way between two parties, through the proxy. Nodes dial each other both ways, clients dial
 * nodes; what goes from one to the other is a direction of each connection between them. Confined
 * to the stage's thread.
 */
final class Wires {
  private final Proxy proxy;

  /** By who dials, then by whom. */
  private final TreeMap<String, TreeMap<String, Route>> routes = new TreeMap<>();

  /** Conditions that have not ended, in the order in which they began. */
  private final List<Lease> leases = new ArrayList<>();

  Wires(Proxy proxy) {
    this.proxy = proxy;
  }

  /** Opens a way; whoever dials what is returned reaches the target as {@code from}. */
  InetSocketAddress open(String from, String to, InetSocketAddress target) throws IOException {
    Route route = proxy.route(target);
    routes.computeIfAbsent(from, unknown -> new TreeMap<>()).put(to, route);
    return route.address();
  }

  /** A condition on everything that goes from the ones to the others. */
  Lease begin(List<String> from, List<String> to, Condition condition) {
    List<Direction> directions = new ArrayList<>();
    for (String sender : from) {
      for (String receiver : to) {
        directions.addAll(directions(sender, receiver));
      }
    }
    directions.forEach(direction -> direction.begin(condition));
    Lease lease = () -> directions.forEach(direction -> direction.end(condition));
    leases.add(lease);
    return lease;
  }

  private List<Direction> directions(String from, String to) {
    List<Direction> found = new ArrayList<>();
    Route dialled = route(from, to);
    if (dialled != null) {
      found.add(dialled.forward());
    }
    Route accepted = route(to, from);
    if (accepted != null) {
      found.add(accepted.backward());
    }
    return found;
  }

  private @Nullable Route route(String from, String to) {
    TreeMap<String, Route> ways = routes.get(from);
    return ways == null ? null : ways.get(to);
  }

  /** Breaks what clients have opened to a node. */
  void breakClients(List<String> nodes, String node) {
    routes.forEach(
        (from, ways) -> {
          Route route = ways.get(node);
          if (route != null && !nodes.contains(from)) {
            route.breakConnections();
          }
        });
  }

  /** Connections broken on purpose, and by the ends of cuts. */
  long broken() {
    long broken = 0;
    for (TreeMap<String, Route> ways : routes.values()) {
      for (Route route : ways.values()) {
        broken += route.broken();
      }
    }
    return broken;
  }

  /** Ends all conditions. */
  void calm() {
    leases.forEach(Lease::end);
    leases.clear();
  }
}
