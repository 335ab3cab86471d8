package dev.gyre.sim.junit;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/**
 * A method run for many seeds: for whoever builds an annotation of another kind than {@link
 * SimTest} on the same machinery.
 *
 * @param method takes at least one parameter that is made for every run
 * @param plan what configuration made of it
 * @param fixture makes what is neither a simulation nor a run
 */
public record SeededTest(Method method, SeedPlan plan, Fixture fixture) {

  public SeededTest {
    Fixture makes = fixture;
    if (Arrays.stream(method.getParameterTypes())
        .noneMatch(type -> TestCall.isOfRun(type, makes))) {
      throw new ExtensionConfigurationException(
          method
              + " takes nothing of the run: give it a parameter of type Simulation or SimRun, or"
              + " one that its fixture makes");
    }
  }

  /**
   * The invocations, each made when the one before has ended.
   *
   * @param fixture for parameters that are made for every run
   * @param context of the method; configuration parameters overrule the plan
   */
  public static Stream<TestTemplateInvocationContext> invocations(
      ExtensionContext context, SeedPlan plan, Fixture fixture) {
    SeededTest test =
        new SeededTest(
            context.getRequiredTestMethod(),
            plan.configured(context::getConfigurationParameter),
            fixture);
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(test.new Invocations(), 0), false);
  }

  /** All seeds, as far as the budget reaches; then what is asked of all together. */
  private final class Invocations implements Iterator<TestTemplateInvocationContext> {
    private final Tally tally = new Tally(plan);
    private int next;
    private boolean closed;

    @Override
    public boolean hasNext() {
      return hasSeed() || (!closed && (!plan.sometimes().isEmpty() || isCut()));
    }

    @Override
    public TestTemplateInvocationContext next() {
      if (hasSeed()) {
        return new SeedInvocation(SeededTest.this, plan.seeds().seed(next++), tally);
      }
      if (!hasNext()) {
        throw new NoSuchElementException("all seeds ran");
      }
      closed = true;
      return new ClosingInvocation(SeededTest.this, tally);
    }

    private boolean hasSeed() {
      return next < plan.seeds().count() && !tally.isSpent();
    }

    private boolean isCut() {
      return next < plan.seeds().count();
    }
  }
}
