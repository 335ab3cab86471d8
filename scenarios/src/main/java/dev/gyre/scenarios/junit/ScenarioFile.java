package dev.gyre.scenarios.junit;

import dev.gyre.scenarios.campaign.Experiment;
import dev.gyre.scenarios.catalogue.Catalogue;
import dev.gyre.scenarios.plan.Swarm;
import dev.gyre.scenarios.text.ScenarioText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Finds what a {@link ScenarioTest} names. */
final class ScenarioFile {
  private ScenarioFile() {}

  /**
   * The swarm, an entry of the catalogue, or a file of the class path.
   *
   * @param beside for names of files that do not begin with a slash
   */
  static Experiment find(String name, Class<?> beside) {
    if (name.equals(Swarm.NAME)) {
      return Experiment.swarm();
    }
    if (!name.endsWith(".yaml")) {
      return Experiment.of(
          Catalogue.find(name)
              .getOrElseThrow(problem -> new ExtensionConfigurationException(problem)));
    }
    return Experiment.of(
        ScenarioText.parse(read(name, beside), name)
            .getOrElseThrow(
                problems -> new ExtensionConfigurationException(problems.mkString("\n"))));
  }

  private static String read(String name, Class<?> beside) {
    try (InputStream stream = beside.getResourceAsStream(name)) {
      if (stream == null) {
        throw new ExtensionConfigurationException(
            "there is no "
                + name
                + " on the class path"
                + (name.startsWith("/") ? "" : " beside " + beside.getName()));
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
