package dev.gyre.server.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gyre config}. */
@Command(
    name = "config",
    description = "Looks at a node's configuration.",
    mixinStandardHelpOptions = true)
final class ConfigCommand implements Runnable {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  static CommandLine line() {
    CommandLine line = new CommandLine(new ConfigCommand());
    line.addSubcommand("show", ConfigShowCommand.line());
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: show");
  }
}
