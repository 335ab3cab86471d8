package dev.gyre.sim.junit;

import java.lang.reflect.Method;

/**
 * Makes what a seeded test is given beside its {@link SimRun}: a cluster, a model, the result of a
 * scenario. It has a constructor without parameters, is named with {@link UseFixture}, and one
 * object of it serves all seeds of a method.
 */
public interface Fixture {
  /** Whether a parameter of this type is made here. */
  boolean makes(Class<?> type);

  /**
   * Makes it, on the run's thread and under its guards; what it throws fails the seed.
   *
   * @param run of one seed: everything of it is made anew for the next
   * @param test where annotations may say how
   */
  Object make(SimRun run, Method test);
}
