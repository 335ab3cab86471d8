package dev.gyre.server.config;

import java.util.List;

/** The configuration cannot be used; each problem is one sentence for the operator. */
public final class ConfigurationException extends Exception {
  private final List<String> problems;

  public ConfigurationException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public ConfigurationException(String problem) {
    this(List.of(problem));
  }

  public List<String> problems() {
    return problems;
  }
}
