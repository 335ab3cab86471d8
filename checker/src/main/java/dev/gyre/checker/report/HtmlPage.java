package dev.gyre.checker.report;

import dev.gyre.checker.format.JsonText;
import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.FaultBand;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.linear.Verdict;
import dev.gyre.checker.linear.Witness;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/**
 * A verdict as one page: swim lanes per process, the witness first, the whole history behind it.
 * Script, style and data are inside; it opens from a file.
 */
public final class HtmlPage {
  /** More operations than this are cut to those nearest to the witness, and the page says so. */
  public static final int MAXIMUM_OPERATIONS = 300_000;

  private static final String DATA = "/*DATA*/";

  private HtmlPage() {}

  /** The page for a verdict on a file's history. */
  public static String of(String file, History history, Verdict verdict, String reason) {
    String template = template();
    int at = template.indexOf(DATA);
    StringBuilder page = new StringBuilder(template.length() + history.size() * 40);
    page.append(template, 0, at);
    data(page, file, history, verdict, reason);
    return page.append(template, at + DATA.length(), template.length()).toString();
  }

  private static String template() {
    try (InputStream in = HtmlPage.class.getResourceAsStream("page.html")) {
      return new String(
          Objects.requireNonNull(in, "page.html").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void data(
      StringBuilder out, String file, History history, Verdict verdict, String reason) {
    Vector<Integer> core = Vector.empty();
    Vector<Integer> origins = Vector.empty();
    Vector<String> sentences = Vector.empty();
    if (verdict instanceof Verdict.Invalid invalid) {
      Witness witness = invalid.witness();
      core = witness.operations();
      origins = witness.context().origins();
      sentences = witness.story().sentences();
    }
    int middle = core.isEmpty() ? 0 : core.get(core.size() / 2);
    int from =
        Math.max(0, Math.min(middle - MAXIMUM_OPERATIONS / 2, history.size() - MAXIMUM_OPERATIONS));
    int to = Math.min(history.size(), from + MAXIMUM_OPERATIONS);
    JsonText.string(out.append("{\"file\":"), file);
    out.append(",\"verdict\":\"").append(verdict.word()).append("\",\"reason\":");
    JsonText.string(out, reason);
    JsonText.append(out.append(",\"sentences\":"), sentences);
    out.append(",\"total\":").append(history.size()).append(",\"from\":").append(from);
    JsonText.append(out.append(",\"core\":"), core);
    JsonText.append(out.append(",\"origins\":"), origins);
    long origin = history.originNanos();
    faults(out, history, origin);
    operations(out, history, from, to, origin);
    out.append('}');
  }

  private static void faults(StringBuilder out, History history, long origin) {
    out.append(",\"faults\":[");
    String separator = "";
    for (FaultBand fault : history.faults()) {
      JsonText.string(out.append(separator).append('['), fault.name());
      out.append(',').append(fault.startNanos() - origin);
      out.append(',').append(fault.endNanos() - origin).append(']');
      separator = ",";
    }
    out.append(']');
  }

  /** An operation is [process, key, text, outcome, start, end], end null when it never came. */
  private static void operations(
      StringBuilder out, History history, int from, int to, long origin) {
    out.append(",\"operations\":[");
    for (int i = from; i < to; i++) {
      Operation operation = history.operation(i);
      out.append(i == from ? "[" : ",\n[").append(operation.process()).append(',');
      Object key = operation.key();
      JsonText.append(out, key == Absent.ABSENT ? null : key).append(',');
      JsonText.string(out, operation.toString()).append(",\"");
      out.append(operation.outcome().name().toLowerCase(Locale.ROOT)).append("\",");
      out.append(history.startNanos(i) - origin).append(',');
      long end = history.endNanos(i);
      out.append(end == History.OPEN ? "null" : Long.toString(end - origin)).append(']');
    }
    out.append(']');
  }
}
