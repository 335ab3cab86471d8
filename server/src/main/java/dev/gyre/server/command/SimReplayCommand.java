package dev.gyre.server.command;

import dev.gyre.scenarios.shrink.Replay;
import dev.gyre.scenarios.text.ReplayFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gyre sim replay}: runs what a replay file holds, and says whether the same came of it. */
@Command(
    name = "replay",
    description = {
      "Runs what a replay file holds, as 'gyre sim run --out' writes them.",
      "Exit code 1 when it fails as it failed then, 0 when it is valid (now), 2 when it fails in",
      "another way or the file cannot be read. The last line on standard error is 'N passed, M"
          + " failed'."
    },
    mixinStandardHelpOptions = true)
final class SimReplayCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Parameters(index = "0", paramLabel = "FILE", description = "A replay file.")
  private Path file;

  static CommandLine line() {
    return new CommandLine(new SimReplayCommand());
  }

  @Override
  public Integer call() throws IOException {
    ReplayFile stored =
        ReplayFile.parse(SimChoice.text(file), file.toString())
            .getOrElseThrow(problems -> new CommandFailure(Exit.USAGE, problems.mkString("\n")));
    SimPrinter.Clock clock = new SimPrinter.Clock(System.nanoTime(), System::nanoTime);
    SimPrinter printer =
        new SimPrinter(stored.scenario().name(), false, spec.commandLine().getOut(), clock);
    Replay replay = Replay.of(stored, Version.commit());
    printer.ran(replay.result());
    PrintWriter err = spec.commandLine().getErr();
    err.println(replay.sentence());
    boolean valid = replay.result().findings().violations().isEmpty();
    err.println(valid ? "1 passed, 0 failed" : "0 passed, 1 failed");
    err.flush();
    if (valid) {
      return Exit.OK;
    }
    return replay.isSameFailure() ? Exit.NO : Exit.USAGE;
  }
}
