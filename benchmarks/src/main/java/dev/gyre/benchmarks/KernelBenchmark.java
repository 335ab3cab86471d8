package dev.gyre.benchmarks;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.sim.SimProcess;
import dev.gyre.sim.SimWorker;
import dev.gyre.sim.Simulation;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/**
 * Events per second of the simulator's kernel on one core: plain callbacks, tasks of workers, and
 * Reactor's operators on the simulated scheduler. Every event is hashed into the trace. Prints a
 * Markdown table of medians; each round of a row must end with the same hash, or it fails.
 */
public final class KernelBenchmark {
  private static final int WARM_UP_ROUNDS = 3;
  private static final int ROUNDS = 7;
  private static final int EVENTS = 2_000_000;
  private static final int PROCESSES = 10;
  private static final long MAXIMUM_DELAY_NANOS = 1_000_000;

  private KernelBenchmark() {}

  /** Takes no arguments. */
  public static void main(String... arguments) {
    System.out.println("| what | events/s (median) | lowest | highest | ns/event |");
    System.out.println("|---|---:|---:|---:|---:|");
    row("plain callbacks, 100 pending", world -> callbacks(world, 100));
    row("plain callbacks, 100,000 pending", world -> callbacks(world, 100_000));
    row("worker tasks, 1,000 pending", world -> workers(world, 1_000));
    row("Flux.delayElements and publishOn, 100 streams", world -> streams(world, 100));
    row("cancelled timeouts, 1,000 pending", world -> timeouts(world, 1_000));
  }

  /** Builds a world and tells how to run it. */
  private static void row(String name, Function<Simulation, Runnable> world) {
    double[] rates = new double[ROUNDS];
    String hash = "";
    for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      Simulation simulation = new Simulation(Seed.of(1));
      Runnable run = world.apply(simulation);
      long start = System.nanoTime();
      run.run();
      long elapsed = System.nanoTime() - start;
      String ended = simulation.trace().hash().toString();
      if (!hash.isEmpty() && !hash.equals(ended)) {
        throw new IllegalStateException(name + " ended with " + ended + " after " + hash);
      }
      hash = ended;
      if (round >= 0) {
        rates[round] = simulation.events() * 1e9 / elapsed;
      }
    }
    Arrays.sort(rates);
    double median = rates[ROUNDS / 2];
    System.out.printf(
        Locale.ROOT,
        "| %s | %,.0f | %,.0f | %,.0f | %.0f |%n",
        name,
        median,
        rates[0],
        rates[ROUNDS - 1],
        1e9 / median);
  }

  private static Runnable callbacks(Simulation simulation, int pending) {
    Randomness randomness = simulation.randomness("delays");
    Runnable[] tick = new Runnable[1];
    int[] left = {EVENTS};
    tick[0] =
        () -> {
          if (left[0]-- > 0) {
            simulation.schedule(randomness.nextLong(MAXIMUM_DELAY_NANOS), "tick", left[0], tick[0]);
          }
        };
    for (int i = 0; i < pending; i++) {
      simulation.schedule(i, "tick", i, tick[0]);
    }
    return simulation::run;
  }

  private static Runnable workers(Simulation simulation, int pending) {
    Randomness randomness = simulation.randomness("delays");
    SimWorker[] workers = new SimWorker[PROCESSES];
    Runnable[] tasks = new Runnable[PROCESSES];
    int[] left = {EVENTS};
    for (int i = 0; i < PROCESSES; i++) {
      workers[i] = simulation.process("process-" + i).scheduler().createWorker();
      int next = (i + 1) % PROCESSES;
      tasks[i] =
          () -> {
            if (left[0]-- > 0) {
              workers[next].schedule(
                  tasks[next], randomness.nextLong(MAXIMUM_DELAY_NANOS), NANOSECONDS);
            }
          };
    }
    for (int i = 0; i < pending; i++) {
      workers[i % PROCESSES].schedule(tasks[i % PROCESSES]);
    }
    return simulation::run;
  }

  private static Runnable streams(Simulation simulation, int streams) {
    for (int i = 0; i < streams; i++) {
      SimProcess process = simulation.process("process-" + i);
      Flux.range(0, EVENTS / streams / 2)
          .delayElements(Duration.ofNanos(100 + i), process.scheduler())
          .publishOn(process.scheduler(), 1)
          .subscribe();
    }
    return simulation::run;
  }

  /** Each event cancels a timeout that would have come much later, and sets another. */
  private static Runnable timeouts(Simulation simulation, int pending) {
    SimProcess process = simulation.process("process");
    int[] left = {EVENTS};
    for (int i = 0; i < pending; i++) {
      SimWorker worker = process.scheduler().createWorker();
      Runnable[] task = new Runnable[1];
      var timeout = new Disposable[] {worker.schedule(() -> {}, 1, NANOSECONDS)};
      task[0] =
          () -> {
            timeout[0].dispose();
            if (left[0]-- > 0) {
              timeout[0] = worker.schedule(() -> {}, 1_000_000_000, NANOSECONDS);
              worker.schedule(task[0], 1_000, NANOSECONDS);
            }
          };
      worker.schedule(task[0], i, NANOSECONDS);
    }
    return simulation::run;
  }
}
