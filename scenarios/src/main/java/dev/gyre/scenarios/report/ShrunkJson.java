package dev.gyre.scenarios.report;

import dev.gyre.scenarios.dsl.Prose;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Trigger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What shrinking left, for a page. */
final class ShrunkJson {
  private ShrunkJson() {}

  static Map<String, Object> json(Shrunk shrunk) {
    Scenario before = shrunk.before();
    Scenario after = shrunk.after();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put(
        "rows",
        List.of(
            row("faults", before.steps().size(), after.steps().size()),
            row("operations", shrunk.operationsBefore(), shrunk.operationsAfter()),
            row("clients", before.workload().clients(), after.workload().clients()),
            row("keys", before.workload().keys().count(), after.workload().keys().count()),
            row("nodes", before.cluster().nodes(), after.cluster().nodes())));
    shown.put("before", steps(before));
    shown.put("after", steps(after));
    return shown;
  }

  private static List<Object> row(String what, long before, long after) {
    return List.of(what, before, after);
  }

  /** In the order in which they come; last what waits for something. */
  private static List<String> steps(Scenario scenario) {
    return scenario.steps().sortBy(step -> begin(step.trigger())).map(Prose::of).asJava();
  }

  private static long begin(Trigger trigger) {
    return switch (trigger) {
      case Trigger.At at -> at.time().toNanos();
      case Trigger.During during -> during.from().toNanos();
      case Trigger.Every every -> every.period().toNanos();
      case Trigger.When when -> Long.MAX_VALUE;
      case Trigger.On on -> Long.MAX_VALUE;
    };
  }
}
