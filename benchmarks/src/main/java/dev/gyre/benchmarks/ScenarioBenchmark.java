package dev.gyre.benchmarks;

import dev.gyre.scenarios.campaign.Campaign;
import dev.gyre.scenarios.campaign.Experiment;
import dev.gyre.scenarios.catalogue.Catalogue;
import dev.gyre.scenarios.cluster.SimBackend;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.plan.Planner;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.sim.Seed;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Function;

/**
 * What simulated clusters cost on one core, with every oracle on: events and operations a second,
 * simulated time over processor time, seeds an hour. Processor time of the running thread, so that
 * other processes count little; the compiler's and the collector's threads are not in it, but the
 * serial collector's pauses are.
 */
public final class ScenarioBenchmark {
  private static final int WARM_UP = 20;
  private static final int SEEDS = 60;
  private static final int LARGE = 100;

  /** A hundred nodes make and keep ten thousand links: a few seeds tell. */
  private static final int FEW = 4;

  private static final double NANOS = 1e9;
  private static final double SECONDS_AN_HOUR = 3_600;

  private ScenarioBenchmark() {}

  /** Takes no arguments. */
  public static void main(String... arguments) {
    System.out.println(
        "| what | seeds | events/s | operations/s | simulated : processor | seeds an hour |");
    System.out.println("|---|---:|---:|---:|---:|---:|");
    row("swarm, once", ScenarioBenchmark::swarmOnce);
    Campaign campaign = new Campaign(Experiment.swarm());
    row("swarm, twice and compared (counted once)", campaign::run);
    row("5 nodes, minority-partition", seed -> run(named("minority-partition"), seed));
    row("5 nodes, rolling-crash", seed -> run(named("rolling-crash"), seed));
    row("5 nodes in memory, calm", seed -> run(inMemory(Cluster.DEFAULT.nodes()), seed));
    row("100 nodes in memory, calm", FEW, seed -> run(inMemory(LARGE), seed));
  }

  private static Scenario named(String name) {
    return Catalogue.find(name).get();
  }

  private static Scenario inMemory(int nodes) {
    Scenario calm = named("calm");
    return calm.with(calm.cluster().nodes(nodes).storage(Cluster.Storage.MEMORY));
  }

  private static RunResult swarmOnce(Seed seed) {
    return new SimBackend().run(Experiment.swarm().of(seed), seed);
  }

  private static RunResult run(Scenario scenario, Seed seed) {
    return new SimBackend().run(Planner.plan(scenario, seed), seed);
  }

  private static void row(String name, Function<Seed, RunResult> run) {
    row(name, SEEDS, run);
  }

  private static void row(String name, int seeds, Function<Seed, RunResult> run) {
    for (long seed = 1; seed <= Math.min(WARM_UP, seeds); seed++) {
      requireValid(name, run.apply(Seed.of(seed)));
    }
    long events = 0;
    long operations = 0;
    double simulated = 0;
    long start = processorNanos();
    for (long seed = 1; seed <= seeds; seed++) {
      RunResult result = requireValid(name, run.apply(Seed.of(seed)));
      events += result.measures().events();
      operations += result.history().size();
      simulated += result.measures().nanos() / NANOS;
    }
    double seconds = (processorNanos() - start) / NANOS;
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %,.0f | %,.0f | %,.0f | %,.0f |%n",
        name,
        seeds,
        events / seconds,
        operations / seconds,
        simulated / seconds,
        seeds / seconds * SECONDS_AN_HOUR);
  }

  private static RunResult requireValid(String name, RunResult result) {
    if (result.verdict() != RunResult.Verdict.VALID) {
      throw new IllegalStateException(name + ", seed " + result.seed() + ": " + result.findings());
    }
    return result;
  }

  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
