package dev.gyre.sim.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.sim.Campaign;
import dev.gyre.sim.Seed;
import dev.gyre.sim.Simulation;
import dev.gyre.sim.SimulationFailure;
import dev.gyre.sim.TwiceRun;
import dev.gyre.sim.junit.Launched;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example is this code, does what it says, and prints what it shows. */
class ElectionTest {

  @Test
  void noTermHasTwoLeadersWhenVotesAreDurable() {
    Campaign.Result result =
        Campaign.of(1, 1_000).run(simulation -> elect(simulation, true)).orThrow();
    assertTrue(result.coverage().count("a leader is elected") > 0);
    assertTrue(result.coverage().count("the third vote comes late") > 0);
  }

  @Test
  void aSeedFindsTheForgottenVote() throws Exception {
    Campaign.Result result = Campaign.of(1, 1_000).run(simulation -> elect(simulation, false));
    AssertionError error = assertThrows(AssertionError.class, result::orThrow);
    assertReadmeContains(error.getMessage());

    Seed seed = result.failures().getFirst().seed();
    TwiceRun.Verdict replay = TwiceRun.run(seed, simulation -> elect(simulation, false));
    assertEquals(error.getCause().getMessage(), replay.problem().orElseThrow().getMessage());
    assertThrows(SimulationFailure.class, replay::orThrow);
  }

  @Test
  void theReadmeShowsThisVeryCode() throws Exception {
    assertReadmeContains(
        Files.readString(Path.of("src/test/java/dev/gyre/sim/example/Election.java")));
  }

  @Test
  void theReadmeShowsTheJUnitTestAndHowItFails(@TempDir Path output) throws Exception {
    assertReadmeContains(
        Files.readString(Path.of("src/test/java/dev/gyre/sim/example/ElectionSimTest.java")));
    Launched launched = Launched.run(ForgottenVote.class, output, Map.of());
    String problem = launched.failed().getFirst().problem();
    assertReadmeContains(problem.substring(0, problem.indexOf("\n  left behind: ")));
  }

  private static void elect(Simulation simulation, boolean durable) {
    new Election(simulation, durable);
    simulation.runFor(Duration.ofSeconds(1));
  }

  private static void assertReadmeContains(String text) throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    assertTrue(readme.contains(text), () -> "sim/README.md must contain:\n" + text);
  }
}
