package dev.gyre.scenarios.text;

import static dev.gyre.scenarios.text.Scalars.DURATION;
import static dev.gyre.scenarios.text.Scalars.TEXT;

import dev.gyre.scenarios.dsl.Check;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A whole scenario. */
final class ScenarioForm {
  private static final Form<Vector<Promise>> PROMISES = Words.form(Promise.class).list();

  static final RecordForm<Scenario> SCENARIO =
      RecordForm.of("a scenario", Scenario.named("unnamed").check())
          .must("scenario", TEXT, Scenario::name, (s, name) -> Scenario.named(name).check())
          .may("story", TEXT, Scenario::story, ScenarioForm::story)
          .may("cluster", ClusterForm.CLUSTER, Scenario::cluster, Scenario::with)
          .may("workload", WorkloadForm.WORKLOAD, Scenario::workload, Scenario::with)
          .may("steps", StepForm.STEPS, Scenario::steps, Scenario::withSteps)
          .may("lasting", DURATION, s -> s.phases().lasting(), ScenarioForm::lasting)
          .may("quiesce", DURATION, s -> s.phases().quiesce(), ScenarioForm::quiesce)
          .may(
              "always",
              PROMISES,
              checks(Check.Always.class, Check.Always::promise),
              adding(Check.Always::new))
          .may(
              "eventually",
              PROMISES,
              checks(Check.Eventually.class, Check.Eventually::promise),
              adding(Check.Eventually::new))
          .may(
              "sometimes",
              TEXT.list(),
              checks(Check.Sometimes.class, Check.Sometimes::state),
              adding(Check.Sometimes::new));

  private ScenarioForm() {}

  private static Scenario story(Scenario scenario, String sentence) {
    return new Scenario(
        scenario.name(),
        sentence,
        scenario.cluster(),
        scenario.workload(),
        scenario.steps(),
        scenario.phases(),
        scenario.checks());
  }

  private static Scenario lasting(Scenario scenario, Duration time) {
    return scenario.with(new Scenario.Phases(time, scenario.phases().quiesce()));
  }

  private static Scenario quiesce(Scenario scenario, Duration bound) {
    return scenario.with(new Scenario.Phases(scenario.phases().lasting(), bound));
  }

  /** What the checks of one kind ask for. */
  private static <C extends Check, F> Function<Scenario, Vector<F>> checks(
      Class<C> kind, Function<C, F> content) {
    return scenario ->
        scenario.checks().filter(kind::isInstance).map(check -> content.apply(kind.cast(check)));
  }

  private static <F> BiFunction<Scenario, Vector<F>, Scenario> adding(Function<F, Check> check) {
    return (scenario, added) -> scenario.withChecks(scenario.checks().appendAll(added.map(check)));
  }
}
