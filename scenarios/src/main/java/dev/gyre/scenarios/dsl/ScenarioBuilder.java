package dev.gyre.scenarios.dsl;

import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Writes a scenario down, in the order in which one would tell it. Every call gives a new one. */
public final class ScenarioBuilder {
  private final Scenario scenario;

  ScenarioBuilder(String name) {
    this(
        new Scenario(
            name,
            name,
            Cluster.DEFAULT,
            Workload.DEFAULT,
            Vector.empty(),
            Scenario.Phases.DEFAULT,
            Vector.empty()));
  }

  private ScenarioBuilder(Scenario scenario) {
    this.scenario = scenario;
  }

  /** One sentence for a person. */
  public ScenarioBuilder story(String sentence) {
    return new ScenarioBuilder(
        new Scenario(
            scenario.name(),
            sentence,
            scenario.cluster(),
            scenario.workload(),
            scenario.steps(),
            scenario.phases(),
            scenario.checks()));
  }

  public ScenarioBuilder cluster(UnaryOperator<Cluster> change) {
    return new ScenarioBuilder(scenario.with(change.apply(scenario.cluster())));
  }

  public ScenarioBuilder workload(UnaryOperator<Workload> change) {
    return new ScenarioBuilder(scenario.with(change.apply(scenario.workload())));
  }

  /** Once, at this time. */
  public ScenarioBuilder at(Duration time, Fault fault) {
    return step(new Trigger.At(time), fault);
  }

  /** From one time to another. */
  public ScenarioBuilder during(Duration from, Duration to, Fault fault) {
    return step(new Trigger.During(from, to), fault);
  }

  /** Again and again. */
  public ScenarioBuilder every(Duration period, Fault fault) {
    return step(new Trigger.Every(period), fault);
  }

  /** As soon as a number is above a bound: {@code when(acknowledged().above(100), …)}. */
  public ScenarioBuilder when(Trigger.When condition, Fault fault) {
    return step(condition, fault);
  }

  /** At the n-th time that something happens: {@code on(nodeDown().nth(2), …)}. */
  public ScenarioBuilder on(Trigger.On occurrence, Fault fault) {
    return step(occurrence, fault);
  }

  /** How long clients work and faults may come. */
  public ScenarioBuilder lasting(Duration time) {
    return new ScenarioBuilder(
        scenario.with(new Scenario.Phases(time, scenario.phases().quiesce())));
  }

  /** How long after healing the cluster has to recover. */
  public ScenarioBuilder quiesce(Duration bound) {
    return new ScenarioBuilder(
        scenario.with(new Scenario.Phases(scenario.phases().lasting(), bound)));
  }

  /** The end of the story. */
  public Scenario check(Check... checks) {
    return scenario.withChecks(Vector.of(checks));
  }

  private ScenarioBuilder step(Trigger trigger, Fault fault) {
    Step step = new Step(scenario.steps().size(), trigger, fault);
    return new ScenarioBuilder(scenario.withSteps(scenario.steps().append(step)));
  }
}
