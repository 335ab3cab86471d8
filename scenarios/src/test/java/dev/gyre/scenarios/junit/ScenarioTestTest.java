package dev.gyre.scenarios.junit;

import static dev.gyre.scenarios.dsl.Vocabulary.always;
import static dev.gyre.scenarios.dsl.Vocabulary.crash;
import static dev.gyre.scenarios.dsl.Vocabulary.noAcknowledgedWriteLost;
import static dev.gyre.scenarios.dsl.Vocabulary.one;
import static dev.gyre.scenarios.dsl.Vocabulary.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.scenarios.text.ReplayFile;
import dev.gyre.sim.junit.SimRun;
import dev.gyre.sim.junit.SimTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioTestTest {
  @TempDir private Path output;

  @ScenarioTest(scenario = "minority-partition", seeds = 8)
  void runsAnEntryOfTheCatalogue(RunResult result) {
    assertTrue(result.history().size() > 50);
  }

  @ScenarioTest(scenario = "long-pauses.yaml", seeds = 3)
  void runsAFileOfTheClassPath(RunResult result) {
    assertFalse(result.faults().isEmpty());
  }

  @ScenarioTest(scenario = "chaos", seeds = 3, first = 23)
  void runsAnotherOneForEverySeed(RunResult result, SimRun run) {
    assertEquals(result.seed(), run.seed());
  }

  @SimTest(seeds = 2)
  void runsOneThatIsWrittenInJava(SimRun run) {
    ScenarioRuns.hold(
        run,
        Scenario.named("a crash")
            .at(seconds(1), crash(one()))
            .lasting(seconds(3))
            .check(always(Promise.ANSWERED), noAcknowledgedWriteLost()));
  }

  /** Its promises hold, what the test asks beside them does not. */
  static final class Broken {
    @ScenarioTest(scenario = "calm-weather.yaml", seeds = 2)
    void fails(RunResult result) {
      assertTrue(result.history().size() > 1_000_000, "nobody does so much");
    }
  }

  @Test
  void aFailureLeavesTheFileThatReplaysIt() throws Exception {
    Launched launched = Launched.run(Broken.class, output, Map.of("gyre.commit", "abc123"));
    assertEquals(2, launched.failures().size());
    String failure = launched.failures().getFirst();
    assertTrue(failure.contains("nobody does so much"), failure);
    Path left = launched.files().getFirst();
    assertEquals("calm-weather-1.json", left.getFileName().toString());
    assertTrue(failure.contains(left.toString()), failure);
    ReplayFile file = ReplayFile.parse(Files.readString(left), "left").get();
    assertEquals("abc123", file.commit());
    assertEquals(1, file.seed().value());
    Path page = launched.files().get(1);
    assertEquals("calm-weather-1.html", page.getFileName().toString());
    assertTrue(Files.readString(page).stripTrailing().endsWith("</html>"));
  }

  static final class Misnamed {
    @ScenarioTest(scenario = "minority-partion")
    void isNotThere(RunResult result) {}
  }

  static final class Missing {
    @ScenarioTest(scenario = "/nowhere.yaml")
    void isNotThere(RunResult result) {}
  }

  @ParameterizedTest
  @ValueSource(classes = {Misnamed.class, Missing.class})
  void whatIsNotThereIsSaid(Class<?> type) {
    String failure = Launched.run(type, output, Map.of()).failures().getFirst();
    assertTrue(failure.contains("there is no "), failure);
  }
}
