package dev.gyre.scenarios.mutant;

import dev.gyre.scenarios.campaign.Experiment;
import dev.gyre.scenarios.campaign.Hunt;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.shrink.Budget;
import dev.gyre.scenarios.shrink.Reduction;
import dev.gyre.scenarios.shrink.Replay;
import dev.gyre.scenarios.shrink.Shrinker;
import dev.gyre.scenarios.text.ReplayFile;
import dev.gyre.sim.Seed;
import java.util.List;

/** What is done with a planted bug, inside the class loader that has it: hunt, shrink, replay. */
public final class Trial {
  private static final String COMMIT = "planted";

  private Trial() {}

  /**
   * @param seconds for shrinking
   * @return the row of the table, the replay file, what was broken; empty if no seed fails
   */
  public static List<String> run(long first, int seeds, long seconds) {
    long began = System.nanoTime();
    String found = Hunt.firstFailure(first, seeds);
    if (found.isEmpty()) {
      return List.of();
    }
    double hunted = secondsSince(began);
    Seed seed = Seed.parse(found.substring(0, found.indexOf('\t')));
    Scenario scenario = Experiment.swarm().of(seed);
    long shrinking = System.nanoTime();
    Budget budget = new Budget(100_000, () -> secondsSince(shrinking) >= seconds);
    Reduction reduction = Shrinker.shrink(scenario, seed, budget).get();
    double shrunk = secondsSince(shrinking);
    ReplayFile file = ReplayFile.parse(reduction.file(COMMIT).json(), "it").get();
    Replay replay = Replay.of(file, COMMIT);
    if (!replay.isSameRun() || !replay.isSameFailure()) {
      throw new IllegalStateException(replay.sentence());
    }
    return List.of(
        row(reduction, seed, seed.value() - first + 1, hunted, shrunk),
        file.json(),
        reduction.violation().toString());
  }

  private static String row(
      Reduction reduction, Seed seed, long needed, double hunted, double shrunk) {
    var before = reduction.sizeBefore();
    var after = reduction.sizeAfter();
    return String.join(
        " | ",
        reduction.fingerprint().promise().word(),
        needed + " (seed " + seed + ")",
        before.steps() + " → " + after.steps(),
        before.operations() + " → " + after.operations(),
        before.clients() + " → " + after.clients(),
        before.keys() + " → " + after.keys(),
        before.nodes() + " → " + after.nodes(),
        String.valueOf(reduction.runs()) + (reduction.complete() ? "" : " (budget)"),
        "%.1f".formatted(hunted),
        "%.1f".formatted(shrunk));
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
