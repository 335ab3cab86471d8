package dev.gyre.benchmarks.report;

import dev.gyre.benchmarks.load.Measurement;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Medians over rounds: a disturbed round moves a mean, but not a median. */
public final class Medians {
  private Medians() {}

  /** The middle one, or the mean of the two in the middle. */
  public static double median(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no median of nothing");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int upper = sorted.size() / 2;
    int lower = (sorted.size() - 1) / 2;
    return (sorted.get(lower) + sorted.get(upper)) / 2;
  }

  /** Each figure's median on its own. */
  public static Measurement of(List<Measurement> rounds) {
    return new Measurement(
        median(rounds, Measurement::operationsPerSecond),
        median(rounds, Measurement::p50Nanos),
        median(rounds, Measurement::p99Nanos),
        median(rounds, Measurement::p999Nanos),
        median(rounds, Measurement::forcesPerPut),
        median(rounds, Measurement::cpuNanosPerOperation));
  }

  /**
   * The median of the ratios of operations per second, round by round: the machine's speed drifts
   * over minutes, and two halves of one round share it.
   */
  public static double ratio(List<Measurement> rounds, List<Measurement> reference) {
    return median(
        IntStream.range(0, Math.min(rounds.size(), reference.size()))
            .mapToObj(
                i -> rounds.get(i).operationsPerSecond() / reference.get(i).operationsPerSecond())
            .toList());
  }

  private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
    return median(rounds.stream().map(figure::applyAsDouble).toList());
  }
}
