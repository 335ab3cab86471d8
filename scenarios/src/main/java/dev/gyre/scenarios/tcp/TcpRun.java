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
  private static final Duration GRACE = Duration.ofSeconds(60);

  /** What {@link Director} allows an answer to be late; beyond it nothing can be said. */
  private static final long ANSWER_SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  /** A read back has seconds. */
  private static final long RECOVERY_SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

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
          director.begin(() -> judge(director));
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

  /** On the loop, when everything has ended. */
  private void judge(Director director) {
    long lateNanos = stage.latestNanos();
    stage.end();
    RunResult.Findings findings = director.judge();
    Vector<Violation> violations = findings.violations().appendAll(cluster.mishaps().ended());
    Vector<Violation> doubtful = violations.filter(each -> isDoubtful(each, lateNanos));
    judged.complete(
        new RunResult.Findings(
            violations.removeAll(doubtful),
            findings
                .undecided()
                .appendAll(cluster.mishaps().undecided())
                .appendAll(doubtful.map(each -> doubt(each, lateNanos))),
            cluster.notes().appendAll(cluster.mishaps().notJudged())));
  }

  /** Whether a deadline was missed that this thread was too late to keep. */
  private static boolean isDoubtful(Violation violation, long lateNanos) {
    return violation.promise() == Promise.ANSWERED && lateNanos > ANSWER_SLACK_NANOS
        || violation.promise() == Promise.RECOVERS && lateNanos > RECOVERY_SLACK_NANOS;
  }

  private static String doubt(Violation violation, long lateNanos) {
    return violation
        + " (but the machine was "
        + TimeUnit.NANOSECONDS.toMillis(lateNanos)
        + " ms late here: nothing is said by it)";
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
