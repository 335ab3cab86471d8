package dev.gyre.scenarios.report;

import dev.gyre.scenarios.chronicle.CausalCone;
import dev.gyre.scenarios.chronicle.Chronicle;
import dev.gyre.scenarios.chronicle.Deeds;
import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.run.RunResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One page for one failed run. Script, style and data are inside, and it opens from a file; it
 * never grows past {@link #MOST_BYTES}: what is furthest from the violation is left out first, and
 * the page says how much.
 */
public final class ReportPage {
  public static final int MOST_BYTES = 5_000_000;

  /** Most entries to begin with. */
  public static final int MOST_ENTRIES = 200_000;

  /** Of the entries that should fit. */
  private static final double CAUTION = 0.95;

  private static final List<String> SCRIPTS =
      List.of("data.js", "lanes.js", "diagram.js", "inspector.js", "events.js", "main.js");
  private static final Pattern KEY = Pattern.compile("\\bk\\d+\\b");

  private final RunResult failure;
  private final Chronicle chronicle;
  private final Optional<Shrunk> shrunk;
  private final String replayCommand;
  private final List<Integer> operations;

  private ReportPage(
      RunResult failure, Chronicle chronicle, Optional<Shrunk> shrunk, String replayCommand) {
    this.failure = failure;
    this.chronicle = chronicle;
    this.shrunk = shrunk;
    this.replayCommand = replayCommand;
    this.operations = operations(failure);
  }

  /**
   * The page of a run.
   *
   * @param chronicle of this very run
   * @param replayCommand that shows the same failure again
   */
  public static ReportPage of(
      RunResult failure, Chronicle chronicle, Optional<Shrunk> shrunk, String replayCommand) {
    return new ReportPage(failure, chronicle, shrunk, replayCommand);
  }

  /** The operations of the first violation, the one that showed it first. */
  private static List<Integer> operations(RunResult failure) {
    return failure.findings().violations().isEmpty()
        ? List.of()
        : Deeds.named(failure.findings().violations().head().sentence(), failure.history().size());
  }

  /** The whole page. */
  public String html() {
    String frame = PagePart.read("report.html").replace("/*STYLE*/", PagePart.read("report.css"));
    StringBuilder script = new StringBuilder();
    SCRIPTS.forEach(name -> script.append(PagePart.read(name)));
    frame = frame.replace("/*SCRIPT*/", script);
    int most = Math.min(MOST_ENTRIES, chronicle.size());
    String page = page(frame, most);
    for (int bytes = length(page); bytes > MOST_BYTES; bytes = length(page)) {
      most = (int) (most * CAUTION * MOST_BYTES / bytes);
      page = page(frame, most);
    }
    return page;
  }

  private static int length(String page) {
    return page.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The page as it stands in a file: UTF-8. */
  public byte[] bytes() {
    return html().getBytes(StandardCharsets.UTF_8);
  }

  private String page(String frame, int most) {
    CausalCone whole = cone(chronicle);
    Chronicle kept =
        chronicle.size() <= most ? chronicle : Nearest.to(chronicle, whole.entries(), most);
    CausalCone cone = kept == chronicle ? whole : cone(kept);
    ReportData data = new ReportData(failure, kept, cone, operations);
    return frame.replace("/*DATA*/", PackedJson.of(data.json(shrunk, replayCommand)));
  }

  private CausalCone cone(Chronicle of) {
    if (!operations.isEmpty()) {
      return CausalCone.of(of, operations, CausalCone.MOST);
    }
    return CausalCone.ofKey(of, namedKey(), CausalCone.MOST);
  }

  /** The key that the verdict speaks of; else the one that was asked for last. */
  private String namedKey() {
    if (!failure.findings().violations().isEmpty()) {
      Matcher matcher = KEY.matcher(failure.findings().violations().head().sentence());
      if (matcher.find()) {
        return matcher.group();
      }
    }
    History history = failure.history();
    return history.size() == 0 ? "" : history.get(history.size() - 1).key();
  }
}
