package dev.gyre.checker.command;

import dev.gyre.checker.eventual.Promise;
import dev.gyre.checker.format.HistoryFormat;
import dev.gyre.checker.format.MalformedHistoryException;
import dev.gyre.checker.format.ReadOptions;
import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.Keyword;
import dev.gyre.checker.linear.Budget;
import dev.gyre.checker.linear.LinearizabilityChecker;
import dev.gyre.checker.linear.Verdict;
import dev.gyre.checker.model.Model;
import dev.gyre.checker.model.ModelChoice;
import dev.gyre.checker.model.Models;
import dev.gyre.checker.report.HtmlPage;
import dev.gyre.checker.report.JsonReport;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Checks files and prints a line for each: {@code VALID}, {@code INVALID}, {@code UNKNOWN} or
 * {@code ERROR}, a tab, the file as given, a tab, the reason.
 *
 * <p>Exit code 0 when all are valid, 1 when one is invalid, 2 when none is invalid and one is
 * unknown or an error.
 */
public final class CheckRun {
  private static final int VALID = 0;
  private static final int INVALID = 1;
  private static final int UNKNOWN_OR_ERROR = 2;

  private final CheckRequest request;
  private final PrintWriter out;
  private final PrintWriter err;

  private CheckRun(CheckRequest request, PrintWriter out, PrintWriter err) {
    this.request = request;
    this.out = out;
    this.err = err;
  }

  /** Runs a request; the exit code. */
  public static int run(CheckRequest request, PrintWriter out, PrintWriter err) {
    return new CheckRun(request, out, err).run();
  }

  private int run() {
    boolean invalid = false;
    boolean other = false;
    for (String argument : request.files()) {
      Vector<String> files;
      try {
        files = FileNames.expand(argument);
      } catch (IOException e) {
        files = Vector.empty();
      }
      if (files.isEmpty()) {
        report(argument, "ERROR", "no file matches", "");
        other = true;
      }
      for (String file : files) {
        int code = check(file);
        invalid |= code == INVALID;
        other |= code == UNKNOWN_OR_ERROR;
      }
    }
    return invalid ? INVALID : other ? UNKNOWN_OR_ERROR : VALID;
  }

  private int check(String file) {
    if (request.presentation().progress()) {
      err.print("\rchecking " + file + " …\u001b[K");
      err.flush();
    }
    try {
      return judge(file);
    } catch (NoSuchFileException e) {
      return error(file, "no such file");
    } catch (MalformedHistoryException e) {
      return error(file, "line " + e.line() + ": " + e.reason());
    } catch (IOException | IllegalArgumentException e) {
      return error(file, e.getMessage() == null ? e.toString() : e.getMessage());
    } catch (OutOfMemoryError e) {
      long heap = Runtime.getRuntime().maxMemory() >> 20;
      report(file, "UNKNOWN", "the heap of " + heap + " MiB is too small for this history", "");
      return UNKNOWN_OR_ERROR;
    }
  }

  private int error(String file, String reason) {
    report(file, "ERROR", reason, "");
    return UNKNOWN_OR_ERROR;
  }

  private int judge(String file) throws IOException, MalformedHistoryException {
    CheckRequest.Subject subject = request.subject();
    Object initial = subject.initial().map(CheckRun::value).orElse(Absent.ABSENT);
    if (subject.model().isPresent()) {
      model(subject.model().get(), initial);
    }
    Path path = Path.of(file);
    if (Files.isDirectory(path)) {
      throw new IOException("is a directory; name files, or a glob such as '" + file + "/*.edn'");
    }
    Budget budget = Budget.of(subject.budget());
    long start = System.nanoTime();
    HistoryFormat format =
        subject.format().isPresent() ? subject.format().get() : HistoryFormat.guess(path);
    ReadOptions options = new ReadOptions(subject.keyed(), subject.failedCas(), initial);
    History history = format.read(path, options);
    Promise.Answer answer =
        subject.promise().isPresent()
            ? subject.promise().get().judge(history, initial, subject.budget())
            : linearizable(history, initial, budget);
    Verdict verdict = answer.verdict();
    long millis = (System.nanoTime() - start) / 1_000_000;
    String reason = verdict instanceof Verdict.Valid ? answer.says() : reason(verdict);
    String json =
        request.presentation().json() ? JsonReport.of(file, history, verdict, reason, millis) : "";
    report(file, verdict.word(), reason, json);
    if (request.presentation().html().isPresent()) {
      page(request.presentation().html().get(), file, HtmlPage.of(file, history, verdict, reason));
    }
    return switch (verdict) {
      case Verdict.Valid valid -> VALID;
      case Verdict.Invalid refuted -> INVALID;
      case Verdict.Unknown unknown -> UNKNOWN_OR_ERROR;
    };
  }

  private Promise.Answer linearizable(History history, Object initial, Budget budget) {
    String name = request.subject().model().orElseGet(() -> ModelChoice.of(history));
    Verdict verdict = LinearizabilityChecker.check(history, model(name, initial), budget);
    return new Promise.Answer(verdict, reason(verdict));
  }

  private static Model<?> model(String name, Object initial) {
    return Models.byName(name, initial)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown model " + name + "; known are " + Models.NAMES));
  }

  private static String reason(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Valid valid ->
          valid.operations() == 0
              ? "no operations"
              : String.format(
                  Locale.ROOT,
                  "%d operations on %d %s are linearizable",
                  valid.operations(),
                  valid.objects(),
                  valid.objects() == 1 ? "object" : "objects");
      case Verdict.Invalid invalid -> {
        Object key = invalid.witness().key();
        String where = key == Absent.ABSENT ? "" : "key " + key + ": ";
        String more =
            invalid.objects() > 1 ? " (and " + (invalid.objects() - 1) + " more keys)" : "";
        yield where + invalid.witness().story().headline() + more;
      }
      case Verdict.Unknown unknown -> unknown.reason();
    };
  }

  /** A page named after the file, with a number when the name is taken by another. */
  private void page(Path folder, String file, String page) throws IOException {
    Files.createDirectories(folder);
    String name = file.replaceAll("^(\\.{0,2}[/\\\\])+", "").replaceAll("[^A-Za-z0-9._-]+", "-");
    Files.writeString(folder.resolve(name + ".html"), page);
  }

  private void report(String file, String verdict, String reason, String json) {
    if (request.presentation().progress()) {
      err.print("\r\u001b[K");
      err.flush();
    }
    String line = reason.replaceAll("[\\t\\r\\n]+", " ");
    if (request.presentation().json()) {
      out.println(
          json.isEmpty() ? JsonReport.begin(file, verdict, line).append('}').toString() : json);
    } else {
      out.println(verdict + "\t" + file + "\t" + line);
    }
    out.flush();
  }

  /** A value on the command line: an integer, nil, true, false, a :keyword, or a text. */
  static Object value(String text) {
    if (text.matches("-?[0-9]{1,18}")) {
      return Long.valueOf(text);
    }
    return switch (text) {
      case "nil", "null" -> Absent.ABSENT;
      case "true" -> true;
      case "false" -> false;
      default -> text.startsWith(":") && text.length() > 1 ? new Keyword(text) : text;
    };
  }
}
