package dev.gyre.scenarios.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs a scenario for many seeds and judges each with the scenario's own checks. The method gets
 * the {@link dev.gyre.scenarios.run.RunResult} of one whose promises held, for what else should be
 * true; its body may well be empty.
 *
 * <pre>{@code
 * @ScenarioTest(scenario = "minority-partition", seeds = 50)
 * void theMajorityGoesOn(RunResult result) {
 *   assertTrue(result.history().size() > 100);
 * }
 * }</pre>
 *
 * <p>A broken promise fails the seed, and so does one that could not be decided. The states that
 * the scenario wants to reach sometimes are asked for after the last seed. What is left behind is
 * the file that {@code gyre sim replay} takes. Configuration and replay are as of {@link
 * dev.gyre.sim.junit.SimTest}. To run a scenario that is written in Java, use {@link
 * ScenarioRuns#hold} in a {@code @SimTest}.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(ScenarioTestExtension.class)
public @interface ScenarioTest {
  /**
   * A name that {@code gyre sim list} knows, {@code chaos} among them; or a YAML file of the class
   * path, beside the test class, or from its root if it begins with a slash.
   */
  String scenario();

  /** How many seeds. */
  int seeds() default 50;

  /** The first of the consecutive seeds. */
  long first() default 1;
}
