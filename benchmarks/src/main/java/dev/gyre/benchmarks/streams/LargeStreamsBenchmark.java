package dev.gyre.benchmarks.streams;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * By how much four streams of 8 MiB values raise the latency of 100-byte gets on the same
 * connection; the goal is at most five times at the 99th percentile. Idle and loaded rounds take
 * turns; medians are printed.
 *
 * <p>Optional arguments: seconds of a round (4), rounds (5).
 */
public final class LargeStreamsBenchmark {
  private static final int STREAMS = 4;
  private static final double PERCENTILE = 99;
  private static final double NANOS_PER_MICRO = 1_000;

  private LargeStreamsBenchmark() {}

  public static void main(String[] arguments) throws InterruptedException {
    Duration round = Duration.ofSeconds(argument(arguments, 0, 4));
    int rounds = argument(arguments, 1, 5);
    double[] idle = new double[rounds];
    double[] loaded = new double[rounds];
    try (AnsweringNode node = new AnsweringNode();
        MixedLoad load = new MixedLoad(node.address())) {
      load.run(0, round);
      load.run(STREAMS, round);
      for (int i = 0; i < rounds; i++) {
        idle[i] = report("idle", load.run(0, round));
        loaded[i] = report("with 4 x 8 MiB", load.run(STREAMS, round));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "p99 idle %.0f us, with four streams of 8 MiB %.0f us: %.1f times (goal: at most 5)%n",
        median(idle),
        median(loaded),
        median(loaded) / median(idle));
  }

  private static double report(String what, MixedLoad.Result result) {
    Histogram latencies = result.latencies();
    double p99 = latencies.getValueAtPercentile(PERCENTILE) / NANOS_PER_MICRO;
    System.out.printf(
        Locale.ROOT,
        "%-16s %9d gets, p50 %6.0f us, p99 %6.0f us, %5d large puts%n",
        what,
        latencies.getTotalCount(),
        latencies.getValueAtPercentile(50) / NANOS_PER_MICRO,
        p99,
        result.largePuts());
    return p99;
  }

  private static int argument(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
