package dev.gyre.server.command;

import dev.gyre.scenarios.campaign.Campaign;
import dev.gyre.scenarios.campaign.Experiment;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.plan.Swarm;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.sim.Seed;
import dev.gyre.sim.TraceHash;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code gyre sim run}: runs a scenario on one seed or many, each twice, and compares. The same
 * seed gives the same hash, on every machine.
 */
@Command(
    name = "run",
    description = {
      "Runs a scenario in the simulator, each seed twice: both runs must be one and the same.",
      "Exit code 0 when all seeds are valid, 1 when one is invalid, 2 on an error.",
      "The last line on standard error is 'N passed, M failed'."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SimRunCommand implements Callable<Integer> {
  static final String CHAOS = Swarm.NAME;
  private static final double NANOS = 1e9;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "One of 'gyre sim list'.")
  private String name = CHAOS;

  @Option(names = "--seed", paramLabel = "S", description = "The first seed (${DEFAULT-VALUE}).")
  private String seed = "1";

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many seeds, one after another (${DEFAULT-VALUE}).")
  private int seeds = 1;

  @Option(
      names = "--on",
      paramLabel = "sim|tcp",
      description = "Where: this version runs on sim alone.")
  private String backend = "sim";

  @Option(names = "--out", paramLabel = "DIR", description = "Where to write failures: not yet.")
  private @Nullable String out;

  @Option(names = "--json", description = "One JSON object a seed on standard output.")
  private boolean json;

  private long wallNanos;

  static CommandLine line() {
    return new CommandLine(new SimRunCommand());
  }

  @Override
  public Integer call() {
    Seed first = validated();
    Campaign campaign = new Campaign(Experiment.swarm());
    wallNanos = System.nanoTime();
    campaign.run(first.value(), seeds, this::tell);
    PrintWriter err = spec.commandLine().getErr();
    campaign.effects().forEach((kind, count) -> err.println("  " + kind + ": " + count));
    err.println("  sometimes: " + campaign.coverage());
    err.println(campaign.passed() + " passed, " + campaign.failed() + " failed");
    err.flush();
    return campaign.failed() > 0 ? Exit.NO : campaign.unknown() > 0 ? Exit.USAGE : Exit.OK;
  }

  private Seed validated() {
    if (!name.equals(CHAOS)) {
      throw new ParameterException(
          spec.commandLine(), "there is no scenario \"" + name + "\"; 'gyre sim list' lists them");
    }
    if (!backend.equals("sim")) {
      throw new CommandFailure(
          Exit.USAGE, "this version runs scenarios on sim alone, not on \"" + backend + "\"");
    }
    if (out != null) {
      throw new CommandFailure(
          Exit.USAGE, "this version does not write failures to files: a seed replays everything");
    }
    if (seeds < 1) {
      throw new ParameterException(spec.commandLine(), "--seeds counts from 1, not " + seeds);
    }
    try {
      return Seed.parse(seed);
    } catch (IllegalArgumentException malformed) {
      throw new ParameterException(
          spec.commandLine(), String.valueOf(malformed.getMessage()), malformed);
    }
  }

  private void tell(RunResult ran) {
    long now = System.nanoTime();
    double wallSeconds = (now - wallNanos) / NANOS;
    wallNanos = now;
    PrintWriter output = spec.commandLine().getOut();
    output.println(json ? object(ran, wallSeconds) : sentence(ran, wallSeconds));
    if (!json) {
      for (Violation violation : ran.findings().violations()) {
        output.println("  " + violation);
      }
    }
    output.flush();
  }

  private static String hash(RunResult ran) {
    TraceHash hash = ran.measures().hash();
    return hash == null ? "0".repeat(32) : hash.toString();
  }

  private static String sentence(RunResult ran, double wallSeconds) {
    return String.format(
        Locale.ROOT,
        "%s  seed %s  %s  %d operations, %d events, %.1f simulated s in %.2f s (two runs)",
        ran.verdict(),
        ran.seed(),
        hash(ran),
        ran.history().size(),
        ran.measures().events(),
        ran.measures().nanos() / NANOS,
        wallSeconds);
  }

  /** All values are numbers, hex digits or fixed words: nothing to escape. */
  private static String object(RunResult ran, double wallSeconds) {
    return String.format(
        Locale.ROOT,
        "{\"scenario\":\"%s\",\"seed\":\"%s\",\"verdict\":\"%s\",\"hash\":\"%s\",\"events\":%d,"
            + "\"operations\":%d,\"simulatedSeconds\":%.3f,\"wallSeconds\":%.3f}",
        CHAOS,
        ran.seed(),
        ran.verdict(),
        hash(ran),
        ran.measures().events(),
        ran.history().size(),
        ran.measures().nanos() / NANOS,
        wallSeconds);
  }
}
