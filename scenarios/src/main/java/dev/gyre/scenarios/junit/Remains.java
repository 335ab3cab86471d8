package dev.gyre.scenarios.junit;

import dev.gyre.scenarios.chronicle.Recording;
import dev.gyre.scenarios.cluster.SimBackend;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.report.ReportPage;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.scenarios.text.ReplayFile;
import dev.gyre.sim.Coverage;
import dev.gyre.sim.Seed;
import dev.gyre.sim.Simulation;
import dev.gyre.sim.SimulationFailure;
import dev.gyre.sim.TraceHash;
import io.vavr.collection.Vector;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is left of one run of a scenario, should it fail: made when somebody asks. */
final class Remains {
  private final Scenario planned;
  private final Seed seed;
  private final String commit;

  /** Null before the run. */
  private @Nullable RunResult result;

  Remains(Scenario planned, Seed seed, String commit) {
    this.planned = planned;
    this.seed = seed;
    this.commit = commit;
  }

  /** Of its files. */
  String name() {
    return planned.name() + "-" + seed;
  }

  /** Runs it; what throws is remembered as a broken promise, and thrown. */
  RunResult run(Simulation simulation) {
    try {
      RunResult ran = SimBackend.run(simulation, planned);
      result = ran;
      return ran;
    } catch (SimulationFailure thrown) {
      result = brokenOff(simulation, thrown);
      throw thrown;
    }
  }

  private RunResult brokenOff(Simulation simulation, SimulationFailure thrown) {
    Violation violation = new Violation(Promise.NO_EXCEPTION, String.valueOf(thrown.getMessage()));
    return new RunResult(
        planned,
        seed,
        new RunResult.Findings(Vector.of(violation), Vector.empty()),
        new History(),
        Vector.empty(),
        new RunResult.Measures(
            simulation.trace().hash(),
            simulation.events(),
            simulation.nowNanos(),
            new TreeMap<>(),
            new Coverage()));
  }

  String replayFile() {
    RunResult ran = Objects.requireNonNull(result);
    Violation first = ran.findings().violations().headOption().getOrNull();
    TraceHash hash = ran.measures().hash();
    return new ReplayFile(
            commit,
            seed,
            planned,
            first == null ? null : first.promise(),
            hash == null ? null : hash.toString(),
            first == null ? undecided(ran) : first.sentence())
        .json();
  }

  private static String undecided(RunResult ran) {
    return ran.findings().undecided().headOption().getOrElse("an assertion of the test failed");
  }

  /** It is run once more for that, and everything written down. */
  String page() {
    Recording recording = Recording.of(Objects.requireNonNull(result));
    String replay = "bin/gyre sim replay " + name() + ".json";
    return ReportPage.of(recording.result(), recording.chronicle(), Optional.empty(), replay)
        .html();
  }
}
