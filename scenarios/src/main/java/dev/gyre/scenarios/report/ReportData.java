package dev.gyre.scenarios.report;

import dev.gyre.checker.format.JsonText;
import dev.gyre.scenarios.chronicle.CausalCone;
import dev.gyre.scenarios.chronicle.Chronicle;
import dev.gyre.scenarios.chronicle.Deeds;
import dev.gyre.scenarios.chronicle.Kind;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Prose;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.history.Operation;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a page shows, as JSON: small facts by name, entries in columns of differences. */
final class ReportData {
  private final RunResult result;
  private final Chronicle chronicle;
  private final CausalCone cone;
  private final List<Integer> subjects;

  ReportData(RunResult result, Chronicle chronicle, CausalCone cone, List<Integer> subjects) {
    this.result = result;
    this.chronicle = chronicle;
    this.cone = cone;
    this.subjects = subjects;
  }

  StringBuilder json(Optional<Shrunk> shrunk, String replayCommand) {
    Map<String, Object> page = new LinkedHashMap<>();
    Scenario scenario = result.scenario();
    page.put("scenario", scenario.name());
    page.put("story", scenario.story());
    page.put("seed", result.seed().toString());
    page.put("verdict", result.verdict().name());
    page.put("violations", violations());
    page.put("undecided", result.findings().undecided());
    page.put("replay", replayCommand);
    page.put("facts", facts());
    shrunk.ifPresent(schedules -> page.put("reduction", ShrunkJson.json(schedules)));
    page.put("subjects", subjects);
    page.put("cone", Arrays.stream(cone.entries()).boxed().toList());
    page.put("coneCut", cone.isCut());
    page.put("vanishings", cone.vanishings());
    page.put("operations", operations());
    page.put("faults", faults());
    page.put("coverage", rows(result.measures().coverage().counts()));
    page.put("effects", rows(result.measures().effects()));
    page.put("kinds", Arrays.stream(Kind.values()).map(ReportData::word).toList());
    page.put("places", chronicle.places());
    page.put("dropped", chronicle.dropped());
    StringBuilder out = new StringBuilder();
    JsonText.append(out, page).setLength(out.length() - 1);
    new ColumnText(chronicle).append(out.append(",\"columns\":"));
    return out.append('}');
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private List<Object> violations() {
    List<Object> all = new ArrayList<>();
    for (Violation violation : result.findings().violations()) {
      all.add(List.of(violation.promise().word(), violation.sentence()));
    }
    return all;
  }

  private Map<String, Object> facts() {
    Cluster cluster = result.scenario().cluster();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("nodes", cluster.nodes());
    facts.put("copies of each key", cluster.replication());
    facts.put("storage", cluster.storage().name().toLowerCase(Locale.ROOT));
    facts.put("clients", result.scenario().workload().clients());
    facts.put("keys", result.scenario().workload().keys().count());
    facts.put("operations", result.history().size());
    facts.put("faults", result.faults().size());
    facts.put("events", result.measures().events());
    facts.put("lasted", Prose.of(Duration.ofNanos(result.measures().nanos())));
    if (result.measures().hash() != null) {
      facts.put("hash", result.measures().hash().toString());
    }
    return facts;
  }

  private List<Object> operations() {
    List<Object> all = new ArrayList<>();
    for (Operation operation : result.history().operations()) {
      boolean open = operation.completedNanos() == Long.MAX_VALUE;
      all.add(
          Arrays.asList(
              chronicle.places().indexOf("client" + operation.client()),
              Deeds.asked(operation),
              operation.invokedNanos(),
              open ? null : operation.completedNanos(),
              outcome(operation.result())));
    }
    return all;
  }

  private static String outcome(Operation.Result result) {
    return switch (result) {
      case Operation.Result.Seen seen -> "ok";
      case Operation.Result.Written written -> "ok";
      case Operation.Result.NotApplied refused -> "refused";
      case Operation.Result.Unknown unknown -> "unknown";
      case Operation.Result.Pending pending -> "open";
    };
  }

  private List<Object> faults() {
    List<Object> all = new ArrayList<>();
    for (RunResult.FaultRecord fault : result.faults()) {
      all.add(
          List.of(fault.fromNanos(), fault.toNanos(), Prose.of(fault.step().fault()), met(fault)));
    }
    return all;
  }

  /** Indexes of the nodes that a fault names. */
  private List<Integer> met(RunResult.FaultRecord fault) {
    String sentence = " " + Prose.of(fault.step().fault()).replace(',', ' ') + " ";
    List<Integer> nodes = new ArrayList<>();
    for (int i = 0; i < chronicle.places().size(); i++) {
      String name = chronicle.places().get(i);
      boolean node = name.matches("n\\d+");
      if (node && (sentence.contains(" " + name + " ") || sentence.contains("all nodes"))) {
        nodes.add(i);
      }
    }
    return nodes;
  }

  private static List<Object> rows(Map<String, Long> counts) {
    List<Object> rows = new ArrayList<>();
    counts.forEach((name, count) -> rows.add(List.of(name, count)));
    return rows;
  }
}
