package dev.gyre.server.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gyre sim list}: a line a scenario, its name first. */
@Command(
    name = "list",
    description = "Lists the scenarios that 'gyre sim run' takes, a name first on each line.",
    mixinStandardHelpOptions = true)
final class SimListCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  static CommandLine line() {
    return new CommandLine(new SimListCommand());
  }

  @Override
  public Integer call() {
    spec.commandLine()
        .getOut()
        .println(
            SimRunCommand.CHAOS + "  another cluster, load and mixture of faults for every seed");
    spec.commandLine().getOut().flush();
    return Exit.OK;
  }
}
