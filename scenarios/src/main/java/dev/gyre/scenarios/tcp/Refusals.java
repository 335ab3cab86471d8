package dev.gyre.scenarios.tcp;

import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Metric;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Selector;
import dev.gyre.scenarios.dsl.Step;
import dev.gyre.scenarios.dsl.Trigger;
import dev.gyre.scenarios.dsl.Trouble;
import dev.gyre.sim.disk.CrashMode;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import java.util.Locale;

/** What real processes on one machine cannot do, and what would work instead. */
final class Refusals {
  static final int MOST_NODES = 9;
  static final int MOST_CLIENTS = 64;
  private static final String SIMULATED = "; --on sim does it";

  private Refusals() {}

  static Vector<String> of(Scenario scenario) {
    LinkedHashMap<String, Vector<Integer>> steps = LinkedHashMap.empty();
    for (Step step : scenario.steps()) {
      if (step.trigger() instanceof Trigger.When when && when.metric() == Metric.HINTS_PENDING) {
        steps =
            steps.put("hints are not counted from outside" + SIMULATED, Vector.of(step.number()));
      }
      for (String what : ofFault(step.fault())) {
        String refusal = step.fault().word() + ": " + what;
        steps = steps.put(refusal, steps.getOrElse(refusal, Vector.empty()).append(step.number()));
      }
    }
    return size(scenario)
        .appendAll(steps.map(refused -> named(refused._2) + ", " + refused._1).toVector());
  }

  private static String named(Vector<Integer> steps) {
    return "step "
        + steps.head()
        + (steps.size() == 1 ? "" : " and " + (steps.size() - 1) + " like it");
  }

  private static Vector<String> size(Scenario scenario) {
    Vector<String> refusals = Vector.empty();
    int nodes = scenario.cluster().nodes();
    if (nodes > MOST_NODES) {
      refusals =
          refusals.append(
              nodes
                  + " nodes are too many processes for one machine: take "
                  + MOST_NODES
                  + " at most"
                  + SIMULATED);
    }
    int clients = scenario.workload().clients();
    if (clients > MOST_CLIENTS) {
      refusals =
          refusals.append(
              clients
                  + " clients are too many for one thread beside the nodes: take "
                  + MOST_CLIENTS
                  + " at most"
                  + SIMULATED);
    }
    return refusals;
  }

  private static Vector<String> ofFault(Fault fault) {
    Vector<String> refusals =
        switch (fault) {
          case Fault.Link link -> ofTrouble(link.trouble());
          case Fault.Crash crash when crash.keeps() != CrashMode.ALL_KEPT ->
              one(
                  "a killed process loses nothing that it had written, only a machine without power"
                      + " does: use kill (a crash that keeps "
                      + word(CrashMode.ALL_KEPT)
                      + ")");
          case Fault.Crash crash -> Vector.empty();
          case Fault.ClockSkew skew -> clock();
          case Fault.ClockDrift drift -> clock();
          case Fault.Disk disk -> disk();
          case Fault.FullDisk full -> disk();
          case Fault.Partition partition -> Vector.empty();
          case Fault.Cut cut -> Vector.empty();
          case Fault.Clog clog -> Vector.empty();
          case Fault.BreakConnections broken -> Vector.empty();
          case Fault.Stop stop -> Vector.empty();
          case Fault.Pause pause -> Vector.empty();
          case Fault.WipeDisk wipe -> Vector.empty();
          case Fault.RollBackDisk back -> Vector.empty();
        };
    boolean[] last = new boolean[1];
    fault.choosing(
        selector -> {
          last[0] |= selector instanceof Selector.LastCoordinator;
          return selector;
        });
    return last[0]
        ? refusals.append("from outside nobody sees who coordinates: use ownersOf with a key")
        : refusals;
  }

  private static Vector<String> ofTrouble(Trouble trouble) {
    Vector<String> refusals = Vector.empty();
    if (trouble.loss() > 0) {
      refusals = refusals.append("loss" + stream("a cut loses whole stretches"));
    }
    if (trouble.duplication() > 0) {
      refusals =
          refusals.append("duplication" + stream("broken connections make clients send again"));
    }
    if (trouble.reordering() > 0) {
      refusals = refusals.append("reordering" + stream("latency delays links against each other"));
    }
    return refusals;
  }

  private static String stream(String instead) {
    return " of single messages is not possible within a TCP stream: " + instead + SIMULATED;
  }

  private static Vector<String> clock() {
    return one(
        "all processes share the machine's clock: a pause makes what a node knows of time old"
            + SIMULATED);
  }

  private static Vector<String> disk() {
    return one(
        "the disk is the machine's: kill, stop, a wiped and a rolled-back disk work" + SIMULATED);
  }

  private static String word(CrashMode mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Vector<String> one(String refusal) {
    return Vector.of(refusal);
  }
}
