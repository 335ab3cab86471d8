package dev.gyre.scenarios.cluster;

import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Workload;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.Backend;
import dev.gyre.scenarios.run.Director;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.sim.Seed;
import dev.gyre.sim.Simulation;
import dev.gyre.sim.SimulationFailure;
import dev.gyre.sim.SimulationLimits;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;

/** Runs scenarios in the simulator: the same seed gives the same run, event for event. */
public final class SimBackend implements Backend {
  /** Far more than a healthy run needs: one that gets here has gone round in circles. */
  public static final SimulationLimits LIMITS =
      SimulationLimits.DEFAULT.withMaximumEvents(50_000_000);

  @Override
  public String name() {
    return "sim";
  }

  @Override
  public Vector<String> refusals(Scenario scenario) {
    List<String> refusals = new ArrayList<>();
    Workload workload = scenario.workload();
    if (workload.mix().compareAndSet() > 0) {
      refusals.add("workloads of compare-and-set are not built yet: use get, put and delete");
    }
    return Vector.ofAll(refusals);
  }

  @Override
  public RunResult run(Scenario scenario, Seed seed) {
    return run(new Simulation(seed, LIMITS), scenario);
  }

  /**
   * Runs a concrete scenario on this simulation.
   *
   * @throws dev.gyre.sim.SimulationFailure if anything threw in it
   */
  public static RunResult run(Simulation simulation, Scenario scenario) {
    return run(simulation, scenario, ClusterObserver.NONE);
  }

  /** The same, told to somebody who observes and never acts: the run is the same. */
  public static RunResult run(Simulation simulation, Scenario scenario, ClusterObserver observer) {
    SimWorld world = new SimWorld(simulation, scenario);
    world.cluster().observe(observer);
    Director director = new Director(world, scenario);
    observer.directedBy(director);
    return result(world, scenario, director, play(simulation, director));
  }

  /** The same; what threw is a finding beside what clients had seen by then. */
  public static RunResult attempt(Simulation simulation, Scenario scenario) {
    SimWorld world = new SimWorld(simulation, scenario);
    Director director = new Director(world, scenario);
    RunResult.Findings findings;
    try {
      findings = play(simulation, director);
    } catch (SimulationFailure failed) {
      Violation thrown = new Violation(Promise.NO_EXCEPTION, String.valueOf(failed.getMessage()));
      findings = new RunResult.Findings(Vector.of(thrown), Vector.empty());
    }
    return result(world, scenario, director, findings);
  }

  private static RunResult.Findings play(Simulation simulation, Director director) {
    simulation.within(() -> director.begin(() -> {}));
    simulation.runUntil(simulation.nowNanos() + director.length().toNanos());
    return director.judge();
  }

  private static RunResult result(
      SimWorld world, Scenario scenario, Director director, RunResult.Findings findings) {
    Simulation simulation = world.cluster().simulation();
    RunStates.reached(world, simulation.coverage());
    return new RunResult(
        scenario,
        simulation.seed(),
        findings,
        director.history(),
        director.faults(),
        new RunResult.Measures(
            simulation.trace().hash(),
            simulation.events(),
            simulation.nowNanos(),
            world.effects(),
            simulation.coverage()));
  }
}
