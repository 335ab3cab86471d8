package dev.gyre.server.command;

import dev.gyre.server.config.Catalogue;
import dev.gyre.server.config.Configuration;
import dev.gyre.server.config.ConfigurationException;
import dev.gyre.server.config.Setting;
import dev.gyre.server.config.SettingsReader;
import dev.gyre.server.config.Sourced;
import dev.gyre.server.http.Json;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gyre config show}: what a node started like this would use, and where it is from. */
@Command(
    name = "show",
    description = "Prints every setting with its value and its origin, then what is wrong.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ConfigShowCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  static CommandLine line() {
    CommandLine line = new CommandLine(new ConfigShowCommand());
    SettingsOptions.addTo(line.getCommandSpec());
    return line;
  }

  @Override
  public Integer call() {
    try {
      Configuration configuration = SettingsOptions.read(spec);
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? json(configuration) : table(configuration));
      out.flush();
      SettingsReader.read(configuration);
      return Exit.OK;
    } catch (ConfigurationException wrong) {
      throw new CommandFailure(Exit.USAGE, String.join("\n", wrong.problems()));
    }
  }

  private static String table(Configuration configuration) {
    StringBuilder table = new StringBuilder();
    for (Setting setting : Catalogue.ALL) {
      Optional<Sourced> found = configuration.get(setting);
      table.append(
          String.format(
              "%-28s %-32s %s%n",
              setting.name(),
              found.map(Sourced::text).orElse("-"),
              found.map(sourced -> sourced.origin().text()).orElse("unset")));
    }
    return table.toString();
  }

  private static String json(Configuration configuration) {
    StringBuilder json = new StringBuilder("{");
    for (Setting setting : Catalogue.ALL) {
      configuration
          .get(setting)
          .ifPresent(
              found -> {
                json.append(json.length() > 1 ? "," : "");
                Json.quote(json, setting.name()).append(":{\"value\":");
                Json.quote(json, found.text()).append(",\"origin\":");
                Json.quote(json, found.origin().text()).append('}');
              });
    }
    return json.append("}\n").toString();
  }
}
