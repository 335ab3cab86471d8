package dev.gyre.benchmarks;

import dev.gyre.benchmarks.command.Flags;
import dev.gyre.benchmarks.load.Timing;
import dev.gyre.benchmarks.load.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What {@link ClusterBenchmark} runs.
 *
 * @param targets interleaved in this order; ratios refer to the first
 * @param directory where the clusters keep their files, removed afterwards
 */
record ClusterBenchmarkOptions(
    List<TargetKind> targets,
    List<Integer> clients,
    List<Integer> valueBytes,
    List<Workload> workloads,
    Schedule schedule,
    Path directory) {

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "targets", "ceiling,gyre",
          "clients", "1,8,32,128",
          "value-bytes", "100,1024",
          "workloads", "put,read95",
          "keys", "10000",
          "first-warm-up-seconds", "15",
          "warm-up-seconds", "1",
          "seconds", "4",
          "rounds", "3",
          "directory", System.getProperty("java.io.tmpdir"));

  /** How long, how often, over how many keys. */
  record Schedule(int keys, Timing first, Timing timing, int rounds) {}

  static ClusterBenchmarkOptions parse(String... arguments) {
    Flags flags = Flags.parse(DEFAULTS, arguments);
    return new ClusterBenchmarkOptions(
        flags.constants("targets", TargetKind.class),
        flags.counts("clients"),
        flags.counts("value-bytes"),
        flags.constants("workloads", Workload.class),
        new Schedule(
            flags.count("keys"),
            new Timing(TimeUnit.SECONDS.toNanos(flags.count("first-warm-up-seconds")), 1),
            new Timing(
                TimeUnit.SECONDS.toNanos(flags.count("warm-up-seconds")),
                TimeUnit.SECONDS.toNanos(flags.count("seconds"))),
            flags.count("rounds")),
        Path.of(flags.text("directory")));
  }

  int keys() {
    return schedule.keys();
  }

  /** For what runs once on each target, until the compiler has seen it all. */
  Timing firstTiming() {
    return schedule.first();
  }

  Timing timing() {
    return schedule.timing();
  }

  int rounds() {
    return schedule.rounds();
  }
}
