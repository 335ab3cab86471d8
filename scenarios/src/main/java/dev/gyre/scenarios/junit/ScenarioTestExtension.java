package dev.gyre.scenarios.junit;

import dev.gyre.scenarios.campaign.Experiment;
import dev.gyre.scenarios.cluster.SimBackend;
import dev.gyre.scenarios.dsl.Check;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.sim.Seed;
import dev.gyre.sim.junit.SeedPlan;
import dev.gyre.sim.junit.SeededTest;
import io.vavr.collection.Vector;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes an invocation of each seed of a {@link ScenarioTest}. */
final class ScenarioTestExtension implements TestTemplateInvocationContextProvider {
  private static final String COMMIT = "gyre.commit";

  ScenarioTestExtension() {}

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), ScenarioTest.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    ScenarioTest test =
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), ScenarioTest.class)
            .orElseThrow();
    Experiment experiment = ScenarioFile.find(test.scenario(), context.getRequiredTestClass());
    SeedPlan plan =
        new SeedPlan(
            new SeedPlan.Range(test.first(), test.seeds()),
            true,
            SimBackend.LIMITS,
            sometimes(experiment.of(Seed.of(test.first()))),
            null);
    String commit = context.getConfigurationParameter(COMMIT).orElse("unknown");
    return SeededTest.invocations(context, plan, new ScenarioFixture(experiment, commit));
  }

  /** The same for every seed. */
  private static List<String> sometimes(Scenario scenario) {
    return scenario
        .checks()
        .flatMap(
            check ->
                switch (check) {
                  case Check.Sometimes sometimes -> Vector.of(sometimes.state());
                  case Check.Always always -> Vector.<String>empty();
                  case Check.Eventually eventually -> Vector.<String>empty();
                })
        .asJava();
  }
}
