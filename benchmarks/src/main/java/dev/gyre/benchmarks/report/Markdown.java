package dev.gyre.benchmarks.report;

import dev.gyre.benchmarks.load.Measurement;
import java.util.Locale;

/** Rows as a Markdown table. */
public final class Markdown {
  /** The table's head. The ratio is to the first target; the goal is a share of the ceiling. */
  public static final String HEAD =
      """
      | load | value B | clients | target | ops/s | p50 µs | p99 µs | p999 µs | forces/put \
      | node CPU µs/op | ratio | goal |
      |---|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|\
      """;

  private Markdown() {}

  /** One line, without its end. */
  public static String line(Row row) {
    Measurement measured = row.measured();
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %d | %s | %,.0f | %,.0f | %,.0f | %,.0f | %.3f | %.1f | %.2f | %.1f |",
        row.load().workload().name().toLowerCase(Locale.ROOT),
        row.load().valueBytes(),
        row.load().clients(),
        row.target(),
        measured.operationsPerSecond(),
        measured.p50Nanos() / 1e3,
        measured.p99Nanos() / 1e3,
        measured.p999Nanos() / 1e3,
        measured.forcesPerPut(),
        measured.cpuNanosPerOperation() / 1e3,
        row.ratio(),
        Goals.shareOfCeiling(row.load()));
  }
}
