package dev.gyre.scenarios.tcp;

import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.Director;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.scenarios.tcp.process.Folders;
import dev.gyre.scenarios.tcp.proxy.Proxy;
import dev.gyre.sim.Coverage;
import dev.gyre.sim.Seed;
import dev.gyre.transport.netty.loop.NodeLoop;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import reactor.core.Exceptions;

/**
 * One run: everything that it needs of the machine, and all of it given back. What is judged is
 * judged by {@link Director} as in the simulator; what is only known here is added.
 */
final class TcpRun implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  /** For the machine to come to it, beyond what the scenario lasts. */
  private static final Duration GRACE = Duration.ofMinutes(2);

  /** What {@link Director} allows an answer to be late; beyond it nothing can be said. */
  private static final long ANSWER_SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  /** A read back has seconds. */
  private static final long RECOVERY_SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** A node is ready within a second or two, unless the machine has other things to do. */
  private static final long START_SLACK_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final String NO_REPLAY =
      "real processes: the seed decides plan and operations, and nothing can be replayed";

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Scenario scenario;
  private final Seed seed;
  private final Path directory;
  private final CompletableFuture<RunResult.Findings> judged = new CompletableFuture<>();
  private final NodeLoop loop;
  private final TcpStage stage;
  private final Proxy proxy;
  private final ProcessCluster cluster;
  private final Thread exitHook;

  private TcpRun(Scenario scenario, Seed seed, Path directory) throws IOException {
    this.scenario = scenario;
    this.seed = seed;
    this.directory = directory;
    this.loop = NodeLoop.start("gyre-stage", judged::completeExceptionally);
    this.stage = new TcpStage(loop, seed);
    this.proxy = Proxy.start(judged::completeExceptionally);
    try {
      this.cluster = new ProcessCluster(scenario, loop, stage, proxy, directory);
    } catch (IOException | RuntimeException failed) {
      proxy.close();
      loop.close().subscribe();
      throw failed;
    }
    this.exitHook = new Thread(this::atExit, "gyre-tcp-exit");
    Runtime.getRuntime().addShutdownHook(exitHook);
  }

  static TcpRun open(Scenario scenario, Seed seed) throws IOException {
    Path directory = Files.createTempDirectory("gyre-tcp-");
    TcpRun opened = null;
    try {
      opened = new TcpRun(scenario, seed, directory);
      return opened;
    } finally {
      if (opened == null) {
        Folders.delete(directory);
      }
    }
  }

  RunResult run() {
    Boolean ready = cluster.startProcesses().timeout(START).onErrorReturn(false).block();
    if (!Boolean.TRUE.equals(ready)) {
      Vector<String> reasons = cluster.mishaps().undecided();
      String reason =
          reasons.isEmpty() ? "nodes were not ready within " + START.toSeconds() + " s" : "";
      return undecided(scenario, seed, reason + reasons.mkString("; "));
    }
    Director director = new Director(cluster, scenario);
    loop.run(
        () -> {
          stage.begin();
          director.begin(() -> end(director));
        });
    RunResult.Findings findings = await(director.length().plus(GRACE));
    return new RunResult(
        scenario,
        seed,
        findings,
        director.history(),
        director.faults(),
        measures(stage.nowNanos(), cluster.effects(), stage.coverage()));
  }

  /** On the loop, when everything has ended; whoever is still starting is waited for. */
  private void end(Director director) {
    if (cluster.isStarting()) {
      stage.after(LOOK_NANOS, "look who is ready", () -> end(director));
    } else {
      judge(director);
    }
  }

  private void judge(Director director) {
    Delays delays = new Delays(stage.latestNanos(), cluster.slowestStartNanos());
    stage.end();
    RunResult.Findings findings = director.judge();
    Vector<Violation> violations = findings.violations().appendAll(cluster.mishaps().ended());
    Vector<Violation> doubtful = violations.filter(delays::explain);
    judged.complete(
        new RunResult.Findings(
            violations.removeAll(doubtful),
            findings
                .undecided()
                .appendAll(cluster.mishaps().undecided())
                .appendAll(doubtful.map(delays::doubt)),
            Vector.of(NO_REPLAY)
                .appendAll(cluster.notes())
                .appendAll(cluster.mishaps().notJudged())));
  }

  /**
   * How slow the machine was.
   *
   * @param lateNanos of this run's own thread, at worst
   * @param startNanos from the call of a process to its being ready, at worst
   */
  private record Delays(long lateNanos, long startNanos) {

    /** Whether a deadline was missed that could not be kept here. */
    boolean explain(Violation violation) {
      boolean late = lateNanos > RECOVERY_SLACK_NANOS || startNanos > START_SLACK_NANOS;
      return switch (violation.promise()) {
        case ANSWERED -> lateNanos > ANSWER_SLACK_NANOS;
        case RECOVERS -> late;
        case NO_THIN_AIR,
            NO_ACKNOWLEDGED_WRITE_LOST,
            CAUSAL_SIBLINGS,
            NO_RESURRECTION,
            READ_YOUR_WRITES,
            MONOTONIC_READS,
            LINEARIZABLE,
            CONVERGED,
            HINTS_DRAINED,
            NO_LEFTOVERS,
            BOUNDED,
            NO_NONSENSE,
            NO_EXCEPTION,
            REPRODUCIBLE ->
            false;
      };
    }

    String doubt(Violation violation) {
      return violation
          + " (but this process was up to "
          + TimeUnit.NANOSECONDS.toMillis(lateNanos)
          + " ms late, and a node took up to "
          + TimeUnit.NANOSECONDS.toMillis(startNanos)
          + " ms to start: the machine is too slow to tell)";
    }
  }

  private RunResult.Findings await(Duration limit) {
    try {
      return judged.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException tooLate) {
      return unknown("the run had not ended " + GRACE.toSeconds() + " s after its time");
    } catch (ExecutionException failed) {
      Throwable cause = Exceptions.unwrap(failed.getCause() == null ? failed : failed.getCause());
      Violation thrown =
          new Violation(Promise.NO_EXCEPTION, "something threw on the thread of clients: " + cause);
      return new RunResult.Findings(Vector.of(thrown), Vector.empty());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return unknown("the run was interrupted");
    }
  }

  private static RunResult.Findings unknown(String reason) {
    return new RunResult.Findings(Vector.empty(), Vector.of(reason));
  }

  static RunResult undecided(Scenario scenario, Seed seed, String reason) {
    return new RunResult(
        scenario,
        seed,
        unknown(reason),
        new History(),
        Vector.empty(),
        measures(0, new TreeMap<>(), new Coverage()));
  }

  private static RunResult.Measures measures(
      long nanos, SortedMap<String, Long> effects, Coverage coverage) {
    return new RunResult.Measures(null, 0, nanos, effects, coverage);
  }

  private void atExit() {
    cluster.killAtExit();
    deleteDirectory();
  }

  private void deleteDirectory() {
    try {
      Folders.delete(directory);
    } catch (IOException inUse) {
      System.err.println("gyre: cannot delete " + directory + ": " + inUse.getMessage());
    }
  }

  /** Blocks until all is gone; never for long. */
  @Override
  public void close() {
    loop.run(stage::end);
    cluster.closeClients().subscribeOn(loop.scheduler()).onErrorComplete().block(CLOSING);
    cluster.closeProcesses();
    proxy.close();
    loop.close().block(CLOSING);
    deleteDirectory();
    try {
      Runtime.getRuntime().removeShutdownHook(exitHook);
    } catch (IllegalStateException ending) {
      // The hook runs already.
    }
  }
}
