package dev.gyre.scenarios.dsl;

import io.vavr.collection.Vector;
import java.time.Duration;

/**
 * A whole experiment as data. Two phases: for {@code lasting} clients work while faults come and
 * go; then everything is healed, and within {@code quiesce} the cluster must recover.
 *
 * <p>A scenario is <em>concrete</em> when nothing in it is left to draw but what streams of the
 * seed decide message by message: selectors are names, storage is one kind, {@code every} is
 * unrolled. {@code plan.Planner} makes it so. A failure is stored and shrunk as a concrete
 * scenario.
 *
 * @param name as people call it, lower case with hyphens in files and commands
 * @param story one sentence for a person
 * @param lasting how long clients and faults last
 * @param quiesce the bound of recovery
 * @param checks what must hold, and what some run must reach; kept in the order always, eventually,
 *     sometimes
 */
public record Scenario(
    String name,
    String story,
    Cluster cluster,
    Workload workload,
    Vector<Step> steps,
    Phases phases,
    Vector<Check> checks) {

  /** How long clients work under faults, and in how much time after healing all must be well. */
  public record Phases(Duration lasting, Duration quiesce) {
    public static final Phases DEFAULT = new Phases(Duration.ofSeconds(10), Duration.ofSeconds(15));

    public Phases {
      Spans.requirePositive("lasting", lasting);
      Spans.requirePositive("quiesce", quiesce);
    }
  }

  public Scenario {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a scenario has a name");
    }
    checks = checks.sortBy(Scenario::rank);
  }

  private static int rank(Check check) {
    return switch (check) {
      case Check.Always always -> 0;
      case Check.Eventually eventually -> 1;
      case Check.Sometimes sometimes -> 2;
    };
  }

  /** Begins to write one. */
  public static ScenarioBuilder named(String name) {
    return new ScenarioBuilder(name);
  }

  public Scenario with(Cluster other) {
    return new Scenario(name, story, other, workload, steps, phases, checks);
  }

  public Scenario with(Workload other) {
    return new Scenario(name, story, cluster, other, steps, phases, checks);
  }

  public Scenario with(Phases other) {
    return new Scenario(name, story, cluster, workload, steps, other, checks);
  }

  public Scenario withSteps(Vector<Step> others) {
    return new Scenario(name, story, cluster, workload, others, phases, checks);
  }

  public Scenario withChecks(Vector<Check> others) {
    return new Scenario(name, story, cluster, workload, steps, phases, others);
  }
}
