package dev.gyre.server.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gyre sim}: everything about simulated runs is a command below this one. */
@Command(
    name = "sim",
    description = "Runs clusters in the deterministic simulator.",
    mixinStandardHelpOptions = true)
final class SimCommand implements Runnable {
  /** A new one is a file and a line here. */
  private static final Map<String, Supplier<CommandLine>> BELOW = new LinkedHashMap<>();

  static {
    BELOW.put("list", SimListCommand::line);
    BELOW.put("run", SimRunCommand::line);
    BELOW.put("replay", SimReplayCommand::line);
  }

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  static CommandLine line() {
    CommandLine line = new CommandLine(new SimCommand());
    BELOW.forEach((name, command) -> line.addSubcommand(name, command.get()));
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: list, run or replay");
  }
}
