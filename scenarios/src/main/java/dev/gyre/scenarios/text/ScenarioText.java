package dev.gyre.scenarios.text;

import dev.gyre.scenarios.dsl.Scenario;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/** Scenarios as text. Both forms read back as what was written, to the last bit. */
public final class ScenarioText {
  private ScenarioText() {}

  /**
   * Reads YAML or JSON.
   *
   * @param file its name, for the problems
   * @return the scenario, or everything that is wrong, each as {@code file:line: reason}
   */
  public static Either<Vector<String>, Scenario> parse(String text, String file) {
    return parse(text, file, ScenarioForm.SCENARIO);
  }

  static <T> Either<Vector<String>, T> parse(String text, String file, Form<T> form) {
    return TreeReader.read(text)
        .flatMap(form::read)
        .mapLeft(problems -> problems.sortBy(Problem::line).map(problem -> problem.in(file)));
  }

  /** As a person would write it: what is as usual is left out. */
  public static String yaml(Scenario scenario) {
    return YamlPrinter.print((Tree.Fields) ScenarioForm.SCENARIO.write(scenario));
  }

  /** The same as JSON. */
  public static String json(Scenario scenario) {
    return JsonPrinter.print((Tree.Fields) ScenarioForm.SCENARIO.write(scenario));
  }
}
