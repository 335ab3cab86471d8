package dev.gyre.server.command;

import dev.gyre.server.config.Catalogue;
import dev.gyre.server.config.Configuration;
import dev.gyre.server.config.ConfigurationException;
import dev.gyre.server.config.Setting;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options by which a node's settings are given: one for each of the catalogue, and the file.
 */
final class SettingsOptions {
  private static final String CONFIG = "--config";

  private SettingsOptions() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder(CONFIG)
            .type(String.class)
            .paramLabel("FILE")
            .description(
                "A YAML file of settings; also named by " + Configuration.FILE_VARIABLE + ".")
            .build());
    for (Setting setting : Catalogue.ALL) {
      OptionSpec.Builder option =
          OptionSpec.builder(setting.flag())
              .type(String.class)
              .paramLabel(setting.shape())
              .description(describe(setting));
      if (setting.isSwitch()) {
        option.arity("0..1").fallbackValue("true");
      }
      spec.addOption(option.build());
    }
  }

  private static String describe(Setting setting) {
    String fallback = setting.fallback();
    return setting.meaning()
        + (fallback == null || fallback.isEmpty() ? "" : " (" + fallback + ")");
  }

  /** Flags over environment over file over defaults. */
  static Configuration read(CommandSpec spec) throws ConfigurationException {
    Map<String, String> flags = new LinkedHashMap<>();
    for (Setting setting : Catalogue.ALL) {
      String value = spec.findOption(setting.flag()).getValue();
      if (value != null) {
        flags.put(setting.name(), value);
      }
    }
    Map<String, String> environment = System.getenv();
    String flag = spec.findOption(CONFIG).getValue();
    String file = flag == null ? environment.get(Configuration.FILE_VARIABLE) : flag;
    return Configuration.resolve(flags, environment, file == null ? null : Path.of(file));
  }
}
