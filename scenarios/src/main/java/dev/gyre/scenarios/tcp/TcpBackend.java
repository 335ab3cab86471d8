package dev.gyre.scenarios.tcp;

import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.run.Backend;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.scenarios.tcp.process.Launch;
import dev.gyre.sim.Seed;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Scenarios on real processes. A seed decides the same plan and the same operations as in the
 * simulator, but nothing decides what the machine makes of them: a run cannot be replayed, and a
 * machine that is too slow to tell leaves a verdict unknown.
 */
public final class TcpBackend implements Backend {
  private static final Path SHELL = Path.of("/bin/sh");

  @Override
  public String name() {
    return "tcp";
  }

  @Override
  public Vector<String> refusals(Scenario scenario) {
    Vector<String> refusals = Refusals.of(scenario);
    if (!Launch.isPossible()) {
      refusals =
          refusals.append(
              "there is no server on this class path to start: run it by bin/gyre, or with the"
                  + " server's jar beside the scenarios'");
    }
    if (!Files.isExecutable(SHELL)) {
      refusals =
          refusals.append(
              "there is no " + SHELL + " to send signals with: run it on Linux or macOS");
    }
    return refusals;
  }

  @Override
  public RunResult run(Scenario scenario, Seed seed) {
    try (TcpRun run = TcpRun.open(scenario, seed)) {
      return run.run();
    } catch (IOException machine) {
      return TcpRun.undecided(scenario, seed, "nothing could be started: " + machine.getMessage());
    }
  }
}
