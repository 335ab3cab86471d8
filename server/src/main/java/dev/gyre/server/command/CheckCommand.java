package dev.gyre.server.command;

import dev.gyre.checker.command.CheckRequest;
import dev.gyre.checker.command.CheckRun;
import dev.gyre.checker.eventual.Promise;
import dev.gyre.checker.format.HistoryFormat;
import dev.gyre.checker.format.ReadOptions.FailedCas;
import dev.gyre.server.config.Quantity;
import io.vavr.collection.Vector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gyre check}: judges recorded histories, ours and other people's. */
@Command(
    name = "check",
    description = {
      "Judges recorded histories: is there an order of the operations that explains them?",
      "Prints a line per file: VALID, INVALID, UNKNOWN or ERROR, the file, the reason.",
      "Exits 0 when all are valid, 1 when one is invalid, 2 when one is unknown or an error."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CheckCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = {
        "What the objects are: register, cas-register, counter, set, list, text, mutex;",
        "else what their functions suggest, cas-register for read, write and cas."
      })
  private @Nullable String model;

  @Option(
      names = "--guarantee",
      paramLabel = "NAME",
      defaultValue = "linearizable",
      description = {
        "What the objects promise (${DEFAULT-VALUE}): linearizable; sessions, or some of",
        "read-your-writes,monotonic-reads,monotonic-writes,writes-follow-reads; staleness",
        "(how stale reads are), 2-atomic (or another number); siblings, eventual-siblings."
      })
  private String guarantee = "linearizable";

  @Option(
      names = "--format",
      paramLabel = "jepsen-edn|etcd-log|jsonl",
      description = "The files' format; else guessed from each file.")
  private @Nullable String format;

  @Option(names = "--keyed", description = "A value of jepsen-edn is [key value].")
  private boolean keyed;

  @Option(
      names = "--initial",
      paramLabel = "VALUE",
      description = "The value before any write, and what nil means; else absent.")
  private @Nullable String initial;

  @Option(
      names = "--failed-cas",
      paramLabel = "observes|silent",
      description = {
        "Whether a failed compare-and-set says that it saw another value;",
        "else silent in jepsen-edn, observes in etcd-log."
      })
  private @Nullable String failedCas;

  @Option(
      names = "--budget",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description = "The time for each file, then it is UNKNOWN (${DEFAULT-VALUE}).")
  private String budget = "30s";

  @Option(names = "--html", paramLabel = "DIR", description = "Writes a page per file there.")
  private @Nullable Path html;

  @Option(names = "--json", description = "One JSON object per file instead of a line.")
  private boolean json;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files or globs.")
  private List<String> files = List.of();

  @Override
  public Integer call() {
    CheckRequest.Subject subject =
        new CheckRequest.Subject(
            Optional.ofNullable(model),
            promise(),
            format(),
            keyed,
            Optional.ofNullable(initial),
            failedCas(),
            budget());
    boolean terminal = System.console() != null && System.console().isTerminal();
    CheckRequest.Presentation presentation =
        new CheckRequest.Presentation(Optional.ofNullable(html), json, terminal);
    return CheckRun.run(
        new CheckRequest(Vector.ofAll(files), subject, presentation),
        spec.commandLine().getOut(),
        spec.commandLine().getErr());
  }

  private Optional<Promise> promise() {
    if ("linearizable".equals(guarantee)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Promise.byName(guarantee));
    } catch (IllegalArgumentException e) {
      throw wrong("--guarantee: " + e.getMessage());
    }
  }

  private Optional<HistoryFormat> format() {
    if (format == null) {
      return Optional.empty();
    }
    return Optional.of(
        HistoryFormat.byLabel(format)
            .orElseThrow(() -> wrong("--format is jepsen-edn, etcd-log or jsonl, not " + format)));
  }

  private FailedCas failedCas() {
    if (failedCas == null) {
      return FailedCas.BY_FORMAT;
    }
    return switch (failedCas.toLowerCase(Locale.ROOT)) {
      case "observes" -> FailedCas.OBSERVES;
      case "silent" -> FailedCas.SILENT;
      default -> throw wrong("--failed-cas is observes or silent, not " + failedCas);
    };
  }

  private Duration budget() {
    try {
      return Duration.ofMillis(Quantity.millis(budget));
    } catch (IllegalArgumentException e) {
      throw wrong("--budget: " + e.getMessage());
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
