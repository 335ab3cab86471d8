package dev.gyre.sim.junit;

import dev.gyre.sim.Seed;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Runs one seed. */
record SeedInvocation(SeededTest test, Seed seed, Tally tally) implements RunInvocation {
  /** So many failures of a method leave files; the others are counted, and can be replayed. */
  private static final int MOST_WITH_FILES = 3;

  @Override
  public String getDisplayName(int invocationIndex) {
    return "seed " + seed;
  }

  @Override
  public void perform(ReflectiveInvocationContext<Method> call, ExtensionContext context) {
    TestCall open =
        new TestCall(
            context.getRequiredTestInstance(), test.method(), call.getArguments(), test.fixture());
    SeedResult result = SeedResult.of(seed, test.plan(), open);
    Throwable problem = result.problem();
    tally.ran(result.coverage(), problem == null);
    if (problem == null) {
      return;
    }
    TestAbortedException aborted = result.aborted();
    if (aborted != null) {
      throw aborted;
    }
    boolean alone = tally.failed() <= MOST_WITH_FILES;
    Publication publication =
        Publication.of(alone ? result : result.withoutAttachments(), test, context);
    String message = publication.message(problem);
    throw new AssertionFailedError(message, result.cause());
  }
}
