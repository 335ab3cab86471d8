package dev.gyre.sim.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gyre.sim.Simulation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult.Status;

/** Runs little classes of seeded tests with JUnit's own launcher, and looks at what it is told. */
class SimTestTest {
  private static final Map<String, String> USUAL = Map.of();

  @TempDir private Path output;

  private Launched run(Class<?> type, Map<String, String> parameters) {
    return Launched.run(type, output, parameters);
  }

  static final class ThreeSeeds {
    static final List<Simulation> GIVEN = new ArrayList<>();

    @SimTest(seeds = 3, first = 17)
    void runs(Simulation simulation, TestInfo info, SimRun run) {
      assertEquals("seed " + simulation.seed(), info.getDisplayName());
      assertEquals(simulation, run.simulation());
      GIVEN.add(simulation);
    }
  }

  @Test
  void eachSeedIsAnInvocationOfItsNameAndRunsTwice() {
    ThreeSeeds.GIVEN.clear();
    Launched launched = run(ThreeSeeds.class, USUAL);
    assertEquals(List.of("seed 17", "seed 18", "seed 19"), launched.names());
    assertEquals(List.of(), launched.failed());
    assertEquals(
        List.of("17", "17", "18", "18", "19", "19"),
        ThreeSeeds.GIVEN.stream().map(simulation -> simulation.seed().toString()).toList());
    assertNotSame(ThreeSeeds.GIVEN.get(0), ThreeSeeds.GIVEN.get(1));
  }

  @Test
  void configurationReplaysOneSeedOrChangesTheRange() {
    assertEquals(List.of("seed 99"), run(ThreeSeeds.class, Map.of("gyre.seed", "99")).names());
    assertEquals(
        List.of("seed 5", "seed 6"),
        run(ThreeSeeds.class, Map.of("gyre.first", "5", "gyre.seeds", "2")).names());
  }

  @Test
  void aParameterThatCannotBeReadIsNamed() {
    List<Launched.Invocation> failed =
        run(ThreeSeeds.class, Map.of("gyre.budget", "soon")).failed();
    assertEquals(
        List.of("gyre.budget=soon cannot be read: a time is 500ms, 30s, 5m or 2h"),
        failed.stream().map(Launched.Invocation::problem).toList());
  }

  static final class Once {
    static int runs;

    @SimTest(seeds = 5, twice = false)
    void runs(SimRun run) {
      runs++;
    }
  }

  @Test
  void onceIsOnce() {
    Once.runs = 0;
    run(Once.class, USUAL);
    assertEquals(5, Once.runs);
  }

  static final class OddSeedsFail {
    @SimTest(seeds = 4)
    void fails(SimRun run) {
      run.attach("story.txt", () -> "seed " + run.seed());
      run.simulation().schedule(1_000_000, "tick", () -> {});
      run.simulation().run();
      assertEquals(0, run.seed().value() % 2, "odd");
    }
  }

  @Test
  void aFailureTellsHowToReplayItAndLeavesFiles() throws Exception {
    Launched launched = run(OddSeedsFail.class, USUAL);
    assertEquals(
        List.of("seed 1", "seed 3"),
        launched.failed().stream().map(Launched.Invocation::name).toList());
    String problem = launched.failed().getFirst().problem();
    String replay = "mvn test -Dtest='SimTestTest$OddSeedsFail#fails' -Dgyre.seed=1";
    assertTrue(problem.startsWith("seed 1 failed in #1 at 0.001000000 s"), problem);
    assertTrue(problem.contains("odd ==> expected: <0> but was: <1>"), problem);
    assertTrue(problem.contains("\n  replay: " + replay), problem);
    for (Path file : launched.files()) {
      assertTrue(file.startsWith(output), file::toString);
    }
    assertTrue(problem.contains("\n  left behind: " + launched.files().getFirst()), problem);
    assertEquals("seed 1", Files.readString(launched.files().get(0)));
    String events = Files.readString(launched.files().get(1));
    assertTrue(events.contains("\"tick\""), events);
    assertEquals("3", launched.entries().get("gyre.seed"));
    assertTrue(launched.entries().get("gyre.replay").endsWith("-Dgyre.seed=3"));
  }

  static final class LeavesNothing {
    @SimTest(seeds = 1)
    void fails(SimRun run) {
      run.attach(
          "broken.txt",
          () -> {
            throw new IllegalStateException("cannot tell");
          });
      throw new IllegalStateException("the failure");
    }
  }

  @Test
  void aFileThatCannotBeMadeHidesNothing() {
    String problem = run(LeavesNothing.class, USUAL).failed().getFirst().problem();
    assertTrue(problem.contains("IllegalStateException: the failure\n"), problem);
    assertTrue(problem.contains("left behind: no broken.txt: java.lang.Ill"), problem);
  }

  static final class Leaks {
    private int calls;

    @SimTest(seeds = 1)
    void leaks(Simulation simulation) {
      simulation.schedule(1 + calls++, "tick", () -> {});
      simulation.run();
    }
  }

  @Test
  void runsThatDifferFail() {
    String problem = run(Leaks.class, USUAL).failed().getFirst().problem();
    assertTrue(problem.startsWith("seed 1 does not reproduce: "), problem);
  }

  static final class Assumes {
    @SimTest(seeds = 2)
    void assumes(SimRun run) {
      assumeTrue(run.seed().value() == 2, "not this one");
    }
  }

  @Test
  void anAssumptionAbortsItsSeed() {
    assertEquals(
        List.of(Status.ABORTED, Status.SUCCESSFUL),
        run(Assumes.class, USUAL).invocations().stream().map(Launched.Invocation::status).toList());
  }

  static final class Sometimes {
    @SimTest(
        seeds = 3,
        sometimes = {"met", "never met"})
    void reaches(SimRun run) {
      if (run.seed().value() == 2) {
        run.sometimes("met");
      }
    }
  }

  @Test
  void aStateThatNoSeedReachesFailsAfterTheLast() {
    Launched launched = run(Sometimes.class, USUAL);
    assertEquals(
        List.of("seed 1", "seed 2", "seed 3", "sometimes met, never met"), launched.names());
    assertEquals(
        List.of(
            "3 of 3 seeds ran, and none reached \"never met\": what was to be tested there was not;"
                + " reached were {met=1, never met=0}"),
        launched.failed().stream().map(Launched.Invocation::problem).toList());
  }

  @Test
  void fewerSeedsNeedNotReachEverything() {
    assertEquals(
        List.of("seed 1", "seed 2"), run(Sometimes.class, Map.of("gyre.seeds", "2")).names());
    assertEquals(List.of("seed 1"), run(Sometimes.class, Map.of("gyre.seed", "1")).names());
  }

  static final class Slow {
    @SimTest(seeds = 1_000_000, twice = false, sometimes = "the end")
    void burns(SimRun run) {
      long startNanos = System.nanoTime();
      while (System.nanoTime() - startNanos < 2_000_000) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aBudgetEndsAnyRangeAndSaysSo() {
    Launched launched = run(Slow.class, Map.of("gyre.budget", "1ms"));
    assertEquals(List.of("seed 1", "1 of 1000000 seeds ran in the budget"), launched.names());
    assertEquals(Status.ABORTED, launched.invocations().getLast().status());
    assertEquals("1 of 1000000 seeds ran in 1 ms", launched.entries().get("gyre.budget"));
  }

  static final class Nothing {
    @SimTest
    void takesNothing() {}
  }

  @Test
  void aTestWithoutARunIsRefused() {
    String problem = run(Nothing.class, USUAL).failed().getFirst().problem();
    assertTrue(problem.contains("takes nothing of the run"), problem);
  }

  record Coin(boolean heads) {}

  static final class Mint implements Fixture {
    @Override
    public boolean makes(Class<?> type) {
      return type == Coin.class;
    }

    @Override
    public Object make(SimRun run, Method test) {
      return new Coin(run.randomness("coin").nextBoolean());
    }
  }

  @UseFixture(Mint.class)
  static final class Coins {
    @SimTest(
        seeds = 20,
        sometimes = {"heads", "tails"})
    void fall(Coin coin, SimRun run) {
      run.sometimes(coin.heads() ? "heads" : "tails");
    }
  }

  @Test
  void aFixtureMakesParameters() {
    Launched launched = run(Coins.class, USUAL);
    assertEquals(21, launched.invocations().size());
    assertEquals(List.of(), launched.failed());
  }
}
