package dev.gyre.server.command;

import dev.gyre.scenarios.campaign.Campaign;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.scenarios.summary.JunitXml;
import dev.gyre.scenarios.summary.Markdown;
import dev.gyre.scenarios.summary.SeedLine;
import dev.gyre.scenarios.summary.Summary;
import dev.gyre.scenarios.summary.Tested;
import dev.gyre.scenarios.tcp.TcpBackend;
import dev.gyre.server.config.Quantity;
import dev.gyre.sim.Coverage;
import dev.gyre.sim.Seed;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * {@code gyre sim run}: runs a scenario on one seed or many. In the simulator each runs twice, and
 * the same seed gives the same hash on every machine.
 */
@Command(
    name = "run",
    description = {
      "Runs a scenario of 'gyre sim list', or of a file, on one seed or many.",
      "In the simulator each seed runs twice, and both runs must be one and the same; on real",
      "processes (--on tcp) it runs once, and nothing can be replayed.",
      "Exit code 0 when all seeds are valid, 1 when one is invalid, 2 when one is unknown or on an"
          + " error. The last line on standard error is 'N passed, M failed'."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SimRunCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "NAME|FILE",
      description = "One of 'gyre sim list', or a .yaml file in the same language.")
  private String name = "";

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
      description = "In the simulator, or on real processes (${DEFAULT-VALUE}).")
  private String backend = "sim";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {
        "Where to write what failed: a replay file, the smallest one that fails in the same way,",
        "and a page for each; junit.xml and summary.md of all."
      })
  private @Nullable Path out;

  @Option(
      names = "--shrink",
      paramLabel = "DURATION",
      description = "How long to look for a smaller failure, with --out (${DEFAULT-VALUE}).")
  private String shrink = "60s";

  @Option(names = "--json", description = "One JSON object a seed on standard output.")
  private boolean json;

  private Tested tested = Tested.on("sim", "");

  static CommandLine line() {
    return new CommandLine(new SimRunCommand());
  }

  @Override
  public Integer call() throws IOException {
    SimChoice choice = SimChoice.of(name);
    Seed first = validated();
    tested = Tested.on(backend, choice.name());
    return switch (backend) {
      case "sim" -> inSimulator(choice, first);
      case "tcp" -> onProcesses(choice, first);
      default ->
          throw new ParameterException(
              spec.commandLine(), "--on takes sim or tcp, not \"" + backend + "\"");
    };
  }

  private Seed validated() {
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

  private int inSimulator(SimChoice choice, Seed first) throws IOException {
    Campaign campaign = new Campaign(choice.experiment());
    SimPrinter printer = printer(choice);
    for (int i = 0; i < seeds; i++) {
      ran(campaign.run(Seed.of(first.value() + i)), printer);
    }
    return finish(printer, campaign.coverage());
  }

  private int onProcesses(SimChoice choice, Seed first) throws IOException {
    TcpBackend processes = new TcpBackend();
    List<Seed> all = new ArrayList<>();
    for (int i = 0; i < seeds; i++) {
      all.add(Seed.of(first.value() + i));
      requirePossible(choice, processes.refusals(choice.experiment().of(all.getLast())));
    }
    SimPrinter printer = printer(choice);
    Coverage coverage = new Coverage();
    for (Seed one : all) {
      RunResult result = processes.run(choice.experiment().of(one), one);
      coverage.merge(result.measures().coverage());
      ran(result, printer);
    }
    return finish(printer, coverage);
  }

  private static void requirePossible(SimChoice choice, Vector<String> refusals) {
    if (!refusals.isEmpty()) {
      throw new CommandFailure(
          Exit.USAGE,
          "\"" + choice.name() + "\" cannot run on tcp:\n  " + refusals.mkString("\n  "));
    }
  }

  private SimPrinter printer(SimChoice choice) {
    return new SimPrinter(
        choice.name(),
        json,
        spec.commandLine().getOut(),
        new SimPrinter.Clock(System.nanoTime(), System::nanoTime));
  }

  private void ran(RunResult result, SimPrinter printer) throws IOException {
    printer.ran(result);
    tested = tested.with(SeedLine.of(result));
    boolean replayable = backend.equals("sim");
    if (out != null && replayable && result.verdict() == RunResult.Verdict.INVALID) {
      new SimFiles(out, spec.commandLine().getErr()).failed(result, shrinking());
    }
  }

  private Duration shrinking() {
    return Duration.ofMillis(Quantity.millis(shrink));
  }

  private int finish(SimPrinter printer, Coverage coverage) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    printer.coverage(coverage, err);
    Summary summary = new Summary(Version.commit(), Vector.of(tested.reaching(coverage)));
    if (out != null) {
      SimFiles files = new SimFiles(out, err);
      files.write("junit.xml", JunitXml.of(summary));
      files.write("summary.md", Markdown.of(summary));
    }
    err.println(summary.line());
    err.flush();
    return summary.exitCode();
  }
}
