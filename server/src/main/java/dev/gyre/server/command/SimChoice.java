package dev.gyre.server.command;

import dev.gyre.scenarios.campaign.Experiment;
import dev.gyre.scenarios.catalogue.Catalogue;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.plan.Swarm;
import dev.gyre.scenarios.text.ScenarioText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What the words of a command line mean: the swarm, a scenario of the catalogue, or a file. */
record SimChoice(String name, Experiment experiment) {

  static SimChoice of(String words) throws IOException {
    if (words.equals(Swarm.NAME)) {
      return new SimChoice(words, Experiment.swarm());
    }
    if (words.endsWith(".yaml") || words.endsWith(".yml") || words.endsWith(".json")) {
      Scenario scenario = read(Path.of(words));
      return new SimChoice(scenario.name(), Experiment.of(scenario));
    }
    return Catalogue.find(words)
        .map(scenario -> new SimChoice(words, Experiment.of(scenario)))
        .getOrElseThrow(reason -> new CommandFailure(Exit.USAGE, reason));
  }

  private static Scenario read(Path file) throws IOException {
    return ScenarioText.parse(text(file), file.toString())
        .getOrElseThrow(problems -> new CommandFailure(Exit.USAGE, problems.mkString("\n")));
  }

  static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException missing) {
      throw new CommandFailure(Exit.USAGE, file + ": there is no such file");
    }
  }
}
