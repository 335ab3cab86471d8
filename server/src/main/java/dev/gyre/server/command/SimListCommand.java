package dev.gyre.server.command;

import dev.gyre.scenarios.catalogue.Catalogue;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.plan.Swarm;
import java.io.PrintWriter;
import java.util.Locale;
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
    PrintWriter output = spec.commandLine().getOut();
    print(output, Swarm.NAME, "another cluster, load and mixture of faults for every seed");
    for (Scenario scenario : Catalogue.all()) {
      print(output, scenario.name(), scenario.story());
    }
    output.flush();
    return Exit.OK;
  }

  private static void print(PrintWriter output, String name, String story) {
    output.println(String.format(Locale.ROOT, "%-26s %s", name, story));
  }
}
