package dev.gyre.sim.junit;

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
 * A test that runs once for each of many seeds, each a simulation of its own and an invocation of
 * its own: {@code seed 17}.
 *
 * <pre>{@code
 * @SimTest(seeds = 200, sometimes = "a leader is elected")
 * void noTermHasTwoLeaders(Simulation simulation) {
 *   new Election(simulation);
 *   simulation.runFor(Duration.ofSeconds(1));
 * }
 * }</pre>
 *
 * <p>The method takes a {@link dev.gyre.sim.Simulation}, or a {@link SimRun}, or what a {@link
 * Fixture} makes; other parameters come from JUnit as usual. Each seed is run twice and compared
 * ({@link dev.gyre.sim.TwiceRun}), by calling the method twice on one instance of its class: build
 * everything in the method, for a field that the first run changes makes the second another.
 *
 * <p>A failure says why, when in virtual time, in which event, and how to see it again. What
 * happened last is published as a file, and so is whatever {@link SimRun#attach} was given.
 *
 * <table>
 * <caption>Configuration parameters of JUnit, as system properties or in
 * junit-platform.properties</caption>
 * <tr><td>{@code gyre.seed=7}</td><td>this seed alone: a replay</td></tr>
 * <tr><td>{@code gyre.first=1000}</td><td>begin with this seed</td></tr>
 * <tr><td>{@code gyre.seeds=5000}</td><td>so many of them</td></tr>
 * <tr><td>{@code gyre.budget=30s}</td><td>begin no further seed after so long; the last invocation
 * says how many ran</td></tr>
 * </table>
 *
 * <p>Seeds of one method run one after another, also where JUnit runs in parallel.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(SimTestExtension.class)
public @interface SimTest {
  /** How many seeds. */
  int seeds() default 100;

  /** The first of the consecutive seeds. */
  long first() default 1;

  /** Whether each seed is run twice and compared; once is half the time, and half the proof. */
  boolean twice() default true;

  /**
   * States that at least one of the seeds must reach ({@link dev.gyre.sim.Simulation#sometimes}).
   * Asked in an invocation of its own after the last seed, if all of them ran.
   */
  String[] sometimes() default {};

  /** A run with more events is going round in circles, and fails. */
  long maximumEvents() default 100_000_000;
}
