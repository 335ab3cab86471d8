package dev.gyre.scenarios.summary;

import dev.gyre.scenarios.run.RunResult;
import io.vavr.collection.Vector;
import java.util.Locale;

/**
 * A summary for a pull request or a job's page: what failed and how to see it again, the scenarios,
 * the states that they reached. Short enough for one comment, however much failed.
 */
public final class Markdown {
  /** Failing seeds that are told of; the others are counted. */
  public static final int MOST_FAILURES = 25;

  private static final int LONGEST_SENTENCE = 400;
  private static final int MOST_STATES = 300;
  private static final int COMMIT_DIGITS = 12;
  private static final double NANOS_PER_HOUR = 3.6e12;

  private final StringBuilder text = new StringBuilder();

  private Markdown() {}

  /** The whole page. */
  public static String of(Summary summary) {
    Markdown page = new Markdown();
    page.head(summary);
    page.failures(summary);
    page.table(summary);
    page.states(summary);
    return page.text.toString();
  }

  private record Failure(Tested tested, SeedLine seed) {}

  private void head(Summary summary) {
    String outcome =
        switch (summary.exitCode()) {
          case Summary.VALID -> "everything held";
          case Summary.INVALID -> "**failed**";
          default -> summary.seeds() == 0 ? "**nothing ran**" : "**not decided**";
        };
    line("## Gyre simulations: " + outcome);
    line("");
    SeedLine.Sizes sizes = summary.sizes();
    line(
        String.format(
            Locale.ROOT,
            "%s%s: %d scenarios, %.1f simulated hours, %,d operations, %,d events, at `%s`.",
            summary.line(),
            summary.unknown() == 0 ? "" : ", " + summary.unknown() + " unknown",
            summary.tested().size(),
            sizes.simulatedNanos() / NANOS_PER_HOUR,
            sizes.operations(),
            sizes.events(),
            shown(summary.commit(), COMMIT_DIGITS)));
    line("");
  }

  private void failures(Summary summary) {
    Vector<Failure> failures =
        with(summary, RunResult.Verdict.INVALID)
            .appendAll(with(summary, RunResult.Verdict.UNKNOWN));
    failures.take(MOST_FAILURES).forEach(this::failure);
    if (failures.size() > MOST_FAILURES) {
      line("And " + (failures.size() - MOST_FAILURES) + " more.");
      line("");
    }
  }

  private static Vector<Failure> with(Summary summary, RunResult.Verdict verdict) {
    return summary
        .tested()
        .flatMap(
            tested ->
                tested
                    .seeds()
                    .filter(seed -> seed.verdict() == verdict)
                    .map(seed -> new Failure(tested, seed)));
  }

  private void failure(Failure failure) {
    SeedLine seed = failure.seed();
    line(
        "* **"
            + escaped(failure.tested().scenario())
            + "**, seed "
            + seed.seed()
            + (seed.verdict() == RunResult.Verdict.UNKNOWN ? ", not decided: " : ": ")
            + escaped(shown(seed.sentence(), LONGEST_SENTENCE)));
    line("  ```sh");
    line("  " + failure.tested().command(seed));
    line("  ```");
    line("");
  }

  private void table(Summary summary) {
    line("| scenario | on | passed | failed | unknown | sometimes |");
    line("|---|---|---:|---:|---:|---|");
    for (Tested tested : summary.tested()) {
      line(
          String.format(
              Locale.ROOT,
              "| %s | %s | %d | %s | %d | %s |",
              escaped(tested.scenario()),
              tested.world(),
              tested.passed(),
              tested.failed() == 0 ? "0" : "**" + tested.failed() + "**",
              tested.unknown(),
              sometimes(tested)));
    }
    line("");
  }

  private static String sometimes(Tested tested) {
    Vector<String> missing = tested.missing();
    int wanted = tested.states().size();
    String reached = (wanted - missing.size()) + " of " + wanted;
    if (missing.isEmpty()) {
      return reached;
    }
    String never = escaped(missing.mkString(", "));
    return reached + (tested.isEnough() ? "; **never: " + never + "**" : "; not yet: " + never);
  }

  private void states(Summary summary) {
    Vector<String> rows =
        summary
            .tested()
            .flatMap(
                tested -> tested.states().map(state -> row(tested.scenario(), state._1, state._2)));
    if (rows.isEmpty()) {
      return;
    }
    line("<details><summary>States that were reached</summary>");
    line("");
    line("| scenario | state | times |");
    line("|---|---|---:|");
    rows.take(MOST_STATES).forEach(this::line);
    if (rows.size() > MOST_STATES) {
      line("");
      line("And " + (rows.size() - MOST_STATES) + " more.");
    }
    line("");
    line("</details>");
  }

  private static String row(String scenario, String state, long count) {
    return "| " + escaped(scenario) + " | " + escaped(state) + " | " + count + " |";
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String shown(String all, int longest) {
    return all.length() <= longest ? all : all.substring(0, longest) + "…";
  }

  /** On one line, and nothing in it means anything to Markdown or HTML. */
  private static String escaped(String plain) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      char next = plain.charAt(i);
      switch (next) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '|', '*', '_', '`', '[', ']', '\\', '~', '#' -> safe.append('\\').append(next);
        case '\n', '\r' -> safe.append(' ');
        default -> safe.append(next);
      }
    }
    return safe.toString();
  }
}
