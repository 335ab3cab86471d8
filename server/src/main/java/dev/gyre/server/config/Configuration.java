package dev.gyre.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The value of every setting with its origin: a flag wins over the environment, that over the file,
 * that over the default.
 */
public final class Configuration {
  /** Names the file when no {@code --config} does. */
  public static final String FILE_VARIABLE = "GYRE_CONFIG";

  private static final String PREFIX = "GYRE_";

  /** Read by the launcher and by this command; no settings of a node. */
  private static final List<String> OTHER_VARIABLES =
      List.of(FILE_VARIABLE, "GYRE_JAVA_HOME", "GYRE_JAVA_OPTS", "GYRE_CONNECT");

  private final Map<Setting, Sourced> values;

  private Configuration(Map<Setting, Sourced> values) {
    this.values = values;
  }

  /**
   * Resolves every setting.
   *
   * @param flags setting name to text
   * @param environment the process's, whole
   */
  public static Configuration resolve(
      Map<String, String> flags, Map<String, String> environment, @Nullable Path file)
      throws ConfigurationException {
    checkVariables(environment);
    Map<String, Sourced> fromFile = file == null ? Map.of() : SettingsFile.read(file);
    Map<Setting, Sourced> values = new LinkedHashMap<>();
    for (Setting setting : Catalogue.ALL) {
      String flag = flags.get(setting.name());
      String variable = environment.get(setting.environment());
      Sourced line = fromFile.get(setting.name());
      String fallback = setting.fallback();
      if (flag != null) {
        values.put(setting, new Sourced(flag, new Origin.Flag(setting)));
      } else if (variable != null) {
        values.put(setting, new Sourced(variable, new Origin.Environment(setting)));
      } else if (line != null) {
        values.put(setting, line);
      } else if (fallback != null) {
        values.put(setting, new Sourced(fallback, new Origin.Default()));
      }
    }
    return new Configuration(values);
  }

  /** The value, unless the setting has none. */
  public Optional<Sourced> get(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  private static void checkVariables(Map<String, String> environment)
      throws ConfigurationException {
    List<String> known = new ArrayList<>(OTHER_VARIABLES);
    Catalogue.ALL.forEach(setting -> known.add(setting.environment()));
    List<String> problems = new ArrayList<>();
    for (String name : new TreeMap<>(environment).keySet()) {
      if (name.startsWith(PREFIX) && !known.contains(name)) {
        problems.add("unknown environment variable " + name + Nearest.hint(name, known));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }
}
