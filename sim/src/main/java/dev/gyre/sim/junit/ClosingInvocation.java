package dev.gyre.sim.junit;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** After the last seed: what is asked of all of them together. */
record ClosingInvocation(SeededTest test, Tally tally) implements RunInvocation {

  @Override
  public String getDisplayName(int invocationIndex) {
    return isCut() ? ran() + " in the budget" : "sometimes " + String.join(", ", sometimes());
  }

  @Override
  public void perform(ReflectiveInvocationContext<Method> call, ExtensionContext context) {
    List<String> missing =
        sometimes().stream().filter(state -> tally.coverage().count(state) == 0).toList();
    if (isCut()) {
      context.publishReportEntry("gyre.budget", ran() + " in " + budgetMillis() + " ms");
    }
    if (missing.isEmpty()) {
      return;
    }
    String sentence =
        ran()
            + ", and none reached \""
            + String.join("\", \"", missing)
            + "\": what was to be tested"
            + " there was not; reached were "
            + tally.coverage();
    if (isCut()) {
      throw new TestAbortedException(sentence);
    }
    throw new AssertionFailedError(sentence);
  }

  private List<String> sometimes() {
    return test.plan().sometimes();
  }

  private boolean isCut() {
    return tally.ran() < test.plan().seeds().count();
  }

  private long budgetMillis() {
    return Objects.requireNonNull(test.plan().budget()).toMillis();
  }

  private String ran() {
    return tally.ran() + " of " + test.plan().seeds().count() + " seeds ran";
  }
}
