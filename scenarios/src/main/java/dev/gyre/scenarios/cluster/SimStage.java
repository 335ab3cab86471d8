package dev.gyre.scenarios.cluster;

import dev.gyre.scenarios.run.Stage;
import dev.gyre.sim.Seed;
import dev.gyre.sim.Simulation;

/** A run's time and tasks, in a simulation. */
record SimStage(Simulation simulation) implements Stage {
  @Override
  public long nowNanos() {
    return simulation.nowNanos();
  }

  @Override
  public void after(long delayNanos, String label, Runnable action) {
    simulation.schedule(delayNanos, label, action);
  }

  @Override
  public void answered(Runnable action) {
    action.run();
  }

  @Override
  public Seed seed() {
    return simulation.seed();
  }

  @Override
  public void sometimes(String state) {
    simulation.sometimes(state);
  }

  @Override
  public void note(String label, long payload) {
    simulation.note(label, payload);
  }
}
