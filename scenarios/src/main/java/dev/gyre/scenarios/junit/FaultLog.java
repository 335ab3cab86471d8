package dev.gyre.scenarios.junit;

import dev.gyre.scenarios.cluster.SimWorld;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Step;
import dev.gyre.scenarios.dsl.Trigger;
import dev.gyre.scenarios.plan.Planner;
import dev.gyre.scenarios.plan.Swarm;
import dev.gyre.scenarios.run.Lease;
import dev.gyre.sim.Simulation;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Begins and ends the faults of a test, each end but once, and writes down when. */
final class FaultLog {
  /** Steps of a swarm are numbered below. */
  private static final int FIRST_NUMBER = 500_000;

  /** Of entries that are kept. */
  private static final int MAXIMUM_ENTRIES = 10_000;

  private static final double NANOS = 1e9;

  private final SimWorld world;
  private final Scenario scenario;
  private final Simulation simulation;
  private final List<Begun> begun = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private int number = FIRST_NUMBER;

  /** {@code scenario} is planned. */
  FaultLog(SimWorld world, Scenario scenario, Simulation simulation) {
    this.world = world;
    this.scenario = scenario;
    this.simulation = simulation;
  }

  /** One that has not ended; ending it again does nothing. */
  private final class Begun implements Lease {
    private final String name;
    private Lease lease = Lease.OVER;

    private Begun(String name) {
      this.name = name;
    }

    @Override
    public void end() {
      if (begun.remove(this)) {
        note("ends: " + name);
        simulation.within(lease::end);
      }
    }
  }

  Lease inflict(Fault fault) {
    Step step = new Step(number++, new Trigger.At(Duration.ZERO), fault);
    return inflict(Planner.plan(scenario.withSteps(Vector.of(step)), simulation.seed()).steps());
  }

  private Lease inflict(Vector<Step> planned) {
    List<Lease> leases = new ArrayList<>();
    for (Step step : planned) {
      leases.add(inflict(step));
    }
    return () -> leases.forEach(Lease::end);
  }

  private Lease inflict(Step planned) {
    Step step =
        planned.with(planned.fault().choosing(each -> each.knowing(world::lastCoordinator)));
    Begun one = new Begun(step.fault().toString());
    begun.add(one);
    note(one.name);
    simulation.within(() -> one.lease = world.inflict(step, () -> tookEffect(step)));
    simulation.schedule(step.fault().span().toNanos(), step.fault().word() + " ends", one::end);
    return one;
  }

  private void tookEffect(Step step) {
    simulation.sometimes(step.fault().word() + " had an effect");
  }

  /** The swarm's faults on this cluster, for so long. */
  void unleash(Duration lasting) {
    Scenario drawn = Swarm.draw(simulation.seed()).with(scenario.cluster());
    for (Step step : Planner.plan(drawn, simulation.seed()).steps()) {
      if (step.trigger() instanceof Trigger.At at
          && at.time().compareTo(lasting) < 0
          && isPossible(step.fault())) {
        simulation.schedule(at.time().toNanos(), step.fault().word(), () -> inflict(step));
      }
    }
    simulation.schedule(lasting.toNanos(), "heal", this::heal);
  }

  /** Memory has no disk that could fail. */
  private boolean isPossible(Fault fault) {
    return !fault.needsDisk() || scenario.cluster().storage() != Cluster.Storage.MEMORY;
  }

  void heal() {
    note("heal");
    List.copyOf(begun).forEach(Lease::end);
    simulation.within(world::heal);
  }

  void note(String what) {
    if (story.size() < MAXIMUM_ENTRIES) {
      story.add(String.format(Locale.ROOT, "%.6f s  %s", simulation.nowNanos() / NANOS, what));
    }
  }

  /** One line an entry. */
  String story() {
    return String.join("\n", story) + "\n";
  }
}
