package dev.gyre.scenarios.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.scenarios.catalogue.Catalogue;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Metric;
import dev.gyre.scenarios.dsl.Occurrence;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Workload;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.DiskFault;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/SCENARIOS.md knows every word of the language, and what it shows can be read. */
class LanguageDocumentTest {
  private final String document = document();

  private static String document() {
    try {
      Path here = Path.of("docs", "SCENARIOS.md");
      return Files.readString(Files.exists(here) ? here : Path.of("..").resolve(here));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyWordIsExplained() {
    Vector<String> words =
        ScenarioForm.SCENARIO
            .words()
            .appendAll(ClusterForm.CLUSTER.words())
            .appendAll(ClusterForm.TUNING.words())
            .appendAll(WorkloadForm.WORKLOAD.words())
            .appendAll(WorkloadForm.WEIGHTS.words())
            .appendAll(WorkloadForm.PACE.words())
            .appendAll(StepForm.WORDS)
            .appendAll(FaultForms.FAULT.cases().flatMap(each -> words(each.form())))
            .appendAll(constants());
    assertTrue(words.size() > 100, words::toString);
    assertEquals(Vector.empty(), words.distinct().reject(this::isExplained));
  }

  private static Vector<String> words(Form<?> form) {
    return form instanceof RecordForm<?> written ? written.words() : Vector.empty();
  }

  private static Vector<String> constants() {
    return Words.all(Cluster.Storage.class)
        .appendAll(Words.all(Workload.Level.class))
        .appendAll(Words.all(Fault.Direction.class))
        .appendAll(Words.all(CrashMode.class))
        .appendAll(Words.all(DiskFault.class))
        .appendAll(Words.all(Metric.class))
        .appendAll(Words.all(Occurrence.class))
        .appendAll(Words.all(Promise.class));
  }

  /** In code: alone, with a value, or within an example. */
  private boolean isExplained(String word) {
    return Pattern.compile("`[^`\n]*(?<![a-z-])" + Pattern.quote(word) + "(?![a-z-])[^`\n]*`")
        .matcher(document)
        .find();
  }

  @Test
  void everyScenarioOfTheCatalogueIsListedWithItsStory() {
    for (Scenario scenario : Catalogue.all()) {
      String row = "| `" + scenario.name() + "` | " + scenario.story() + " |\n";
      assertTrue(document.contains(row), "docs/SCENARIOS.md lacks " + row);
    }
  }

  @Test
  void theExampleCanBeRead() {
    String example = document.split("```yaml\n")[1].split("```")[0];
    Scenario scenario = ScenarioText.parse(example, "docs/SCENARIOS.md").get();
    assertEquals("minority partition", scenario.name());
    assertEquals(5, scenario.steps().size());
  }
}
