package dev.gyre.benchmarks;

import dev.gyre.benchmarks.load.ClosedLoop;
import dev.gyre.benchmarks.load.Keyspace;
import dev.gyre.benchmarks.load.Load;
import dev.gyre.benchmarks.load.Preload;
import dev.gyre.benchmarks.load.Workload;
import dev.gyre.benchmarks.process.FileTree;
import dev.gyre.benchmarks.report.Markdown;
import dev.gyre.benchmarks.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Durable puts and gets per second of a three-node cluster, beside the bare ceiling of this
 * machine. Prints a Markdown table; progress goes to standard error. Flags: {@link
 * ClusterBenchmarkOptions}.
 */
public final class ClusterBenchmark {
  private final ClusterBenchmarkOptions options;

  private ClusterBenchmark(ClusterBenchmarkOptions options) {
    this.options = options;
  }

  /** Exits 2 with a sentence on standard error when the command line makes no sense. */
  public static void main(String... arguments) throws Exception {
    ClusterBenchmarkOptions options;
    try {
      options = ClusterBenchmarkOptions.parse(arguments);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    new ClusterBenchmark(options).run();
    System.exit(0); // a target's threads need not be daemons
  }

  private void run() throws Exception {
    System.out.println(Markdown.HEAD);
    for (int valueBytes : options.valueBytes()) {
      Path directory = Files.createDirectories(options.directory());
      Path files = Files.createTempDirectory(directory, "cluster-");
      try {
        run(valueBytes, files);
      } finally {
        FileTree.delete(files);
      }
    }
  }

  private void run(int valueBytes, Path files) throws Exception {
    Keyspace keyspace = new Keyspace(options.keys(), valueBytes);
    Map<String, Target> targets = new LinkedHashMap<>();
    try {
      for (TargetKind kind : options.targets()) {
        System.err.println("starting " + kind.title() + " with values of " + valueBytes + " bytes");
        Target target = kind.start(files.resolve(kind.title()));
        targets.put(kind.title(), target);
        Preload.store(keyspace, target, Preload.MANY);
        warmUp(target, keyspace, valueBytes);
      }
      run(new InterleavedRun(targets, keyspace, options.timing(), options.rounds()), valueBytes);
    } finally {
      for (Target target : targets.values()) {
        target.close();
      }
    }
  }

  private void warmUp(Target target, Keyspace keyspace, int valueBytes)
      throws IOException, InterruptedException {
    for (Workload workload : options.workloads()) {
      Load load = new Load(workload, valueBytes, Preload.MANY);
      new ClosedLoop(load, keyspace, options.firstTiming()).measure(target);
    }
  }

  private void run(InterleavedRun run, int valueBytes) throws InterruptedException, IOException {
    for (Workload workload : options.workloads()) {
      for (int clients : options.clients()) {
        run.measure(new Load(workload, valueBytes, clients))
            .forEach(row -> System.out.println(Markdown.line(row)));
      }
    }
  }
}
