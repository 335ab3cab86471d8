package dev.gyre.server.command;

import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.server.http.Json;
import dev.gyre.sim.Coverage;
import dev.gyre.sim.TraceHash;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** What {@code gyre sim run} prints: a line or a JSON object a seed, then what it all covered. */
final class SimPrinter {
  private static final double NANOS = 1e9;

  private final String scenario;
  private final boolean json;
  private final PrintWriter output;
  private final LongSupplier nanos;
  private final TreeMap<String, Long> effects = new TreeMap<>();
  private long lastNanos;

  /**
   * @param startNanos of the first seed
   * @param nanos the clock that it was read from
   */
  record Clock(long startNanos, LongSupplier nanos) {}

  SimPrinter(String scenario, boolean json, PrintWriter output, Clock clock) {
    this.scenario = scenario;
    this.json = json;
    this.output = output;
    this.nanos = clock.nanos();
    this.lastNanos = clock.startNanos();
  }

  void ran(RunResult result) {
    result.measures().effects().forEach((kind, count) -> effects.merge(kind, count, Long::sum));
    long now = nanos.getAsLong();
    double wallSeconds = (now - lastNanos) / NANOS;
    lastNanos = now;
    output.println(json ? object(result, wallSeconds) : sentence(result, wallSeconds));
    if (!json) {
      RunResult.Findings findings = result.findings();
      for (Violation violation : findings.violations()) {
        output.println("  " + violation);
      }
      findings.undecided().forEach(sentence -> output.println("  undecided: " + sentence));
      findings.notes().forEach(note -> output.println("  note: " + note));
    }
    output.flush();
  }

  /** How often every fault did something, which states were reached, and which were not. */
  void coverage(Coverage coverage, PrintWriter err) {
    effects.forEach((kind, count) -> err.println("  " + kind + ": " + count));
    for (Map.Entry<String, Long> state : coverage.counts().entrySet()) {
      err.println("  sometimes: " + state.getKey() + ": " + state.getValue());
    }
    coverage.missing().forEach(state -> err.println("  never reached: " + state));
  }

  private static String hash(RunResult result) {
    TraceHash hash = result.measures().hash();
    return hash == null ? "0".repeat(32) : hash.toString();
  }

  private static String sentence(RunResult result, double wallSeconds) {
    return String.format(
        Locale.ROOT,
        "%s  seed %s  %s  %d operations, %d events, %.1f s of its time in %.2f s",
        result.verdict(),
        result.seed(),
        hash(result),
        result.history().size(),
        result.measures().events(),
        result.measures().nanos() / NANOS,
        wallSeconds);
  }

  private String object(RunResult result, double wallSeconds) {
    StringBuilder name = Json.quote(new StringBuilder(), scenario);
    return String.format(
        Locale.ROOT,
        "{\"scenario\":%s,\"seed\":\"%s\",\"verdict\":\"%s\",\"hash\":\"%s\",\"events\":%d,"
            + "\"operations\":%d,\"simulatedSeconds\":%.3f,\"wallSeconds\":%.3f}",
        name,
        result.seed(),
        result.verdict(),
        hash(result),
        result.measures().events(),
        result.history().size(),
        result.measures().nanos() / NANOS,
        wallSeconds);
  }
}
