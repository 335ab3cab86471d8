package dev.gyre.scenarios.shrink;

import dev.gyre.scenarios.cluster.Layout;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Selector;
import dev.gyre.scenarios.dsl.Step;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * A smaller cluster with fewer owners. Faults that would meet nobody any more go with the nodes.
 */
final class FewerNodes implements Pass {
  @Override
  public void run(Trials trials) {
    Cluster now = trials.scenario().cluster();
    for (int nodes = 1; nodes <= now.nodes(); nodes++) {
      int most = Math.min(now.replication(), nodes);
      for (int owners = nodes == now.nodes() ? 1 : most; owners <= most; owners++) {
        Cluster smaller =
            new Cluster(nodes, owners, Math.min(now.racks(), nodes), now.storage(), now.tuning());
        if (!smaller.equals(now) && trials.keeps(on(smaller, trials.scenario()))) {
          return;
        }
      }
    }
  }

  private static Scenario on(Cluster cluster, Scenario scenario) {
    Vector<String> names = Layout.names(cluster);
    List<Step> steps = new ArrayList<>();
    for (Step step : scenario.steps()) {
      if (meetsAny(step.fault(), names)) {
        steps.add(step.with(step.fault().choosing(selector -> among(selector, names))));
      }
    }
    return scenario.with(cluster).withSteps(Vector.ofAll(steps));
  }

  private static boolean meetsAny(Fault fault, Vector<String> names) {
    boolean[] all = {true};
    fault.choosing(
        selector -> {
          all[0] &=
              !(selector instanceof Selector.Named named) || named.nodes().exists(names::contains);
          return selector;
        });
    return all[0];
  }

  private static Selector among(Selector selector, Vector<String> names) {
    return selector instanceof Selector.Named named
        ? new Selector.Named(named.nodes().filter(names::contains))
        : selector;
  }
}
