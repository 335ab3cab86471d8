package dev.gyre.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.gyre.benchmarks.command.Flags;
import dev.gyre.benchmarks.gyre.GyreTarget;
import dev.gyre.benchmarks.load.ClosedLoop;
import dev.gyre.benchmarks.load.Keyspace;
import dev.gyre.benchmarks.load.LargeStream;
import dev.gyre.benchmarks.load.Load;
import dev.gyre.benchmarks.load.Measurement;
import dev.gyre.benchmarks.load.Preload;
import dev.gyre.benchmarks.load.Timing;
import dev.gyre.benchmarks.load.Workload;
import dev.gyre.benchmarks.process.ChildJvm;
import dev.gyre.benchmarks.process.FileTree;
import dev.gyre.benchmarks.report.Medians;
import dev.gyre.benchmarks.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Whether large values get in the way of small ones: the latency of 100-byte gets while streams of
 * large values share their connections, over that of an idle cluster; in turns, because machines
 * drift. The goal is a p99 of at most five times its idle value.
 */
public final class LargeValueBenchmark {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "streams", "4",
          "mebibytes", "8",
          "seconds", "5",
          "rounds", "5",
          "directory", System.getProperty("java.io.tmpdir"));

  /** Half a gibibyte a node: the goal for large values under load. */
  private static final String HEAP = "-Xmx1536m";

  private static final Keyspace SMALL = new Keyspace(1_000, 100);
  private static final Load GETS = new Load(Workload.GET, 100, 1);

  private final Target target;
  private final Flags flags;
  private final ClosedLoop gets;
  private long transferred;
  private long refused;
  private long loadedNanos;

  private LargeValueBenchmark(Target target, Flags flags) {
    this.target = target;
    this.flags = flags;
    long nanos = TimeUnit.SECONDS.toNanos(flags.count("seconds"));
    this.gets = new ClosedLoop(GETS, SMALL, new Timing(TimeUnit.SECONDS.toNanos(1), nanos));
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    Flags flags;
    try {
      flags = Flags.parse(DEFAULTS, arguments);
      flags.count("seconds");
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    ChildJvm.addOption(HEAP);
    Path parent = Files.createDirectories(Path.of(flags.text("directory")));
    Path directory = Files.createTempDirectory(parent, "large-");
    try (Target target = GyreTarget.start(directory)) {
      new LargeValueBenchmark(target, flags).run();
    } finally {
      FileTree.delete(directory);
    }
    System.exit(0);
  }

  private void run() throws IOException, InterruptedException {
    Preload.store(SMALL, target, Preload.MANY);
    List<Measurement> idle = new ArrayList<>();
    List<Measurement> loaded = new ArrayList<>();
    for (int round = 0; round < flags.count("rounds"); round++) {
      idle.add(gets.measure(target));
      loaded.add(underStreams());
    }
    print("idle", Medians.of(idle));
    print("beside large values", Medians.of(loaded));
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < idle.size(); round++) {
      ratios.add(loaded.get(round).p99Nanos() / idle.get(round).p99Nanos());
    }
    System.out.printf(
        "p99 ratio, median of rounds: %.1f (goal: at most 5)%n", Medians.median(ratios));
    double seconds = loadedNanos / 1e9;
    System.out.printf(
        "large values: %d written or read in %.0f s, %.0f MiB/s; %d refused%n",
        transferred, seconds, transferred * flags.count("mebibytes") / seconds, refused);
  }

  private Measurement underStreams() throws IOException, InterruptedException {
    List<LargeStream> streams = new ArrayList<>();
    for (int i = 0; i < flags.count("streams"); i++) {
      byte[] key = ("large-" + i).getBytes(US_ASCII);
      streams.add(new LargeStream(target, key, flags.count("mebibytes") << 20));
    }
    long start = System.nanoTime();
    streams.forEach(LargeStream::start);
    try {
      return gets.measure(target);
    } finally {
      for (LargeStream stream : streams) {
        stream.stop();
        transferred += stream.transferred();
        refused += stream.refused();
      }
      loadedNanos += System.nanoTime() - start;
    }
  }

  private static void print(String name, Measurement measured) {
    System.out.printf(
        "%-20s %,8.0f gets/s, p50 %,.0f µs, p99 %,.0f µs, p999 %,.0f µs%n",
        name,
        measured.operationsPerSecond(),
        measured.p50Nanos() / 1e3,
        measured.p99Nanos() / 1e3,
        measured.p999Nanos() / 1e3);
  }
}
