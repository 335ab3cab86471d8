package dev.gyre.server.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command that this version does not have: it says so, whatever it is given. */
@Command
final class Unbuilt implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Unmatched private String[] ignored = {};

  static CommandLine line(String name, String purpose) {
    CommandLine line = new CommandLine(new Unbuilt());
    line.getCommandSpec().name(name).usageMessage().description(purpose + ". Not built yet.");
    return line;
  }

  @Override
  public Integer call() {
    throw new CommandFailure(
        Exit.USAGE, "this version does not have the command " + spec.name() + " yet");
  }
}
