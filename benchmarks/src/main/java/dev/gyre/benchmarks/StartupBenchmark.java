package dev.gyre.benchmarks;

import dev.gyre.benchmarks.command.Flags;
import dev.gyre.benchmarks.process.ChildJvm;
import dev.gyre.benchmarks.report.Medians;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long {@code gyre demo} takes from the start of its JVM until QUORUM works on every node, and
 * how much memory it then holds. Without the AOT cache that {@code bin/gyre} makes.
 */
public final class StartupBenchmark {
  private static final Map<String, String> DEFAULTS = Map.of("rounds", "5");
  private static final int NODES = 3;

  private StartupBenchmark() {}

  public static void main(String... arguments) throws IOException {
    Flags flags;
    try {
      flags = Flags.parse(DEFAULTS, arguments);
      flags.count("rounds");
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    List<Double> seconds = new ArrayList<>();
    List<Double> mebibytes = new ArrayList<>();
    for (int round = 0; round < flags.count("rounds"); round++) {
      long start = System.nanoTime();
      try (ChildJvm demo =
          ChildJvm.start("dev.gyre.server.Gyre", List.of("demo", "--http-port", "0"))) {
        demo.awaitLine("ready");
        seconds.add((System.nanoTime() - start) / 1e9);
        mebibytes.add(demo.residentBytes() / (double) (1 << 20) / NODES);
      }
    }
    System.out.printf(
        "ready after %.2f s, %.0f MiB resident a node (medians of %d starts)%n",
        Medians.median(seconds), Medians.median(mebibytes), seconds.size());
  }
}
