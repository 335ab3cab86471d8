package dev.gyre.benchmarks;

import dev.gyre.benchmarks.command.Flags;
import dev.gyre.checker.format.HistoryFormat;
import dev.gyre.checker.format.HistoryWriter;
import dev.gyre.checker.format.MalformedHistoryException;
import dev.gyre.checker.format.ReadOptions;
import dev.gyre.checker.generate.HistoryGenerator;
import dev.gyre.checker.generate.Workload;
import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.History;
import dev.gyre.checker.linear.Budget;
import dev.gyre.checker.linear.LinearizabilityChecker;
import dev.gyre.checker.linear.Options;
import dev.gyre.checker.linear.Verdict;
import dev.gyre.checker.model.RegisterModel;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long the checker takes from a file to a verdict, on one core: half reads, a quarter writes, a
 * quarter compare-and-sets, made by {@link HistoryGenerator} from seed 1. Every history is checked
 * in a JVM of its own that is told of one processor and started as {@code gyre check} is. Prints a
 * Markdown table: seconds to read, to decide, and from the start of the JVM; its processor time;
 * its peak resident memory.
 */
public final class CheckerBenchmark {
  private static final String THOUSAND_KEYS = "1,000,000 operations, 10,000 keys, 1 % unknown";

  private static final List<String> JVM =
      List.of(
          "-XX:ActiveProcessorCount=1",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TieredStopAtLevel=1",
          "-Xmn64m",
          "-Xlog:disable",
          "-cp",
          System.getProperty("java.class.path"));

  private record Row(String name, Workload workload, int heapMiB) {}

  private static final List<Row> ROWS =
      List.of(
          new Row(THOUSAND_KEYS, new Workload(1_000_000, 10_000, 10, 0, 10, 0), 400),
          new Row("1,000,000 on one key, valid", new Workload(1_000_000, 1, 10, 0, 0, 0), 400),
          new Row("the same, a stale read", new Workload(1_000_000, 1, 10, 0, 0, 1), 400),
          new Row(
              "1,000 on one key, 1 % unknown, stale", new Workload(1_000, 1, 10, 0, 10, 1), 256),
          new Row("100,000, the same", new Workload(100_000, 1, 10, 0, 10, 1), 256),
          new Row(
              "10,000, 30 clients, values 0-4, valid", new Workload(10_000, 1, 30, 5, 0, 0), 1024),
          new Row("the same, 100 wrong reads", new Workload(10_000, 1, 30, 5, 0, 100), 1024),
          new Row("the same, valid, 1 % unknown", new Workload(10_000, 1, 30, 5, 10, 0), 1024),
          new Row("the same, both", new Workload(10_000, 1, 30, 5, 10, 100), 1024));

  /** What the cache of loaded classes is made from. */
  private static final Workload SMALL = new Workload(1_000, 1, 10, 0, 10, 1);

  private CheckerBenchmark() {}

  /** Flags: {@code --directory}, {@code --budget-seconds}; {@code --check} is for its children. */
  public static void main(String... arguments) throws Exception {
    Flags flags =
        Flags.parse(
            Map.of(
                "directory",
                System.getProperty("java.io.tmpdir", "."),
                "budget-seconds",
                "30",
                "check",
                ""),
            arguments);
    Duration budget = Duration.ofSeconds(flags.count("budget-seconds"));
    if (!flags.text("check").isEmpty()) {
      check(Path.of(flags.text("check")), budget);
      return;
    }
    System.out.println(
        "| history | verdict | read s | decide s | since JVM start s | processor s | peak MiB |");
    System.out.println("|---|---|---:|---:|---:|---:|---:|");
    Path file = Path.of(flags.text("directory")).resolve("gyre-checker-benchmark.jsonl");
    Path cache = file.resolveSibling("gyre-checker-benchmark.aot");
    write(SMALL, file);
    start(file, budget, Redirect.DISCARD, "-XX:AOTCacheOutput=" + cache).waitFor();
    for (Row row : ROWS) {
      write(row.workload(), file);
      System.out.print("| " + row.name() + " ");
      System.out.flush();
      String heap = "-Xmx" + row.heapMiB() + "m";
      Process child = start(file, budget, Redirect.INHERIT, "-XX:AOTCache=" + cache, heap);
      if (child.waitFor() != 0) {
        System.out.println("| failed, exit code " + child.exitValue() + " | | | | | |");
      }
    }
    Files.deleteIfExists(file);
    Files.deleteIfExists(cache);
  }

  private static void write(Workload workload, Path file) throws IOException {
    History history = HistoryGenerator.generate(1, workload);
    try (Writer out = Files.newBufferedWriter(file)) {
      HistoryWriter.write(history, HistoryFormat.JSONL, out);
    }
  }

  private static Process start(Path file, Duration budget, Redirect output, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(JVM);
    command.addAll(List.of(CheckerBenchmark.class.getName(), "--check", file.toString()));
    command.addAll(List.of("--budget-seconds", Long.toString(budget.toSeconds())));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
  }

  private static void check(Path file, Duration budget)
      throws IOException, MalformedHistoryException {
    long start = System.nanoTime();
    History history = HistoryFormat.JSONL.read(file, ReadOptions.standard());
    long read = System.nanoTime();
    Verdict verdict =
        LinearizabilityChecker.check(
            history,
            new RegisterModel(Absent.ABSENT, true),
            Budget.of(budget),
            new Options(false, 1));
    long decided = System.nanoTime();
    long sinceStart =
        System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    Duration processor = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f | %.2f | %d |%n",
        says(verdict),
        (read - start) / 1e9,
        (decided - read) / 1e9,
        sinceStart / 1e3,
        processor.toMillis() / 1e3,
        peakMiB());
  }

  private static String says(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Valid valid -> "VALID";
      case Verdict.Invalid invalid ->
          "INVALID, witness of " + invalid.witness().operations().size();
      case Verdict.Unknown unknown -> "UNKNOWN: " + unknown.reason();
    };
  }

  /** The most memory that this process ever held, or 0 where the system does not say. */
  private static long peakMiB() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    return 0;
  }
}
