package dev.gyre.sim.junit;

import dev.gyre.sim.Simulation;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A call of a test method in which the parameters of the run are still open.
 *
 * @param arguments in the order of the parameters, what JUnit resolved; null for those of the run
 */
record TestCall(Object target, Method method, List<@Nullable Object> arguments, Fixture fixture) {

  /** A fixture for tests that have none. */
  static final Fixture NONE =
      new Fixture() {
        @Override
        public boolean makes(Class<?> type) {
          return false;
        }

        @Override
        public Object make(SimRun run, Method test) {
          throw new IllegalStateException("makes nothing");
        }
      };

  /** Whether a parameter of this type is made anew for every run. */
  static boolean isOfRun(Class<?> type, Fixture fixture) {
    return type == Simulation.class || type == SimRun.class || fixture.makes(type);
  }

  /** Calls the method for this run; what it throws is thrown. */
  void perform(SimRun run) {
    Object[] complete = arguments.toArray();
    Class<?>[] types = method.getParameterTypes();
    for (int i = 0; i < types.length; i++) {
      if (types[i] == Simulation.class) {
        complete[i] = run.simulation();
      } else if (types[i] == SimRun.class) {
        complete[i] = run;
      } else if (fixture.makes(types[i])) {
        complete[i] = fixture.make(run, method);
      }
    }
    ReflectionSupport.invokeMethod(method, target, complete);
  }
}
