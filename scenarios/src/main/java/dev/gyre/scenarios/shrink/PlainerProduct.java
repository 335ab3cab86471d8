package dev.gyre.scenarios.shrink;

import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Tuning;
import dev.gyre.scenarios.dsl.Workload;
import io.vavr.collection.Vector;

/** The product as it usually is: its own limits, cells in memory, usual demands of clients. */
final class PlainerProduct implements Pass {
  @Override
  public void run(Trials trials) {
    Cluster cluster = trials.scenario().cluster();
    if (trials.keeps(trials.scenario().with(cluster.tuning(Tuning.DEFAULT)))) {
      cluster = trials.scenario().cluster();
    }
    for (Tuning plainer : plainer(cluster.tuning())) {
      trials.keeps(trials.scenario().with(trials.scenario().cluster().tuning(plainer)));
    }
    cluster = trials.scenario().cluster();
    if (cluster.storage() == Cluster.Storage.DURABLE) {
      trials.keeps(trials.scenario().with(cluster.storage(Cluster.Storage.MEMORY)));
    }
    demands(trials);
  }

  private static Vector<Tuning> plainer(Tuning tuning) {
    Tuning usual = Tuning.DEFAULT;
    return Vector.of(
        tuning.with(usual.waits()),
        tuning.with(usual.cells()),
        tuning.with(usual.store()),
        tuning.with(usual.hints()),
        tuning.withRequests(usual.requests()),
        tuning.withClientAttempts(usual.clientAttempts()));
  }

  private static void demands(Trials trials) {
    Scenario scenario = trials.scenario();
    Workload workload = scenario.workload();
    if (workload.demands().valueBytes() > Workload.LEAST_VALUE_BYTES) {
      trials.keeps(scenario.with(workload.valueBytes(Workload.LEAST_VALUE_BYTES)));
    }
    if (workload.demands().weak() > 0) {
      trials.keeps(trials.scenario().with(trials.scenario().workload().weak(0)));
    }
  }
}
