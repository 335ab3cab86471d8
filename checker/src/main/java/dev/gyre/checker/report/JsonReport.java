package dev.gyre.checker.report;

import dev.gyre.checker.format.HistoryWriter;
import dev.gyre.checker.format.JsonText;
import dev.gyre.checker.history.History;
import dev.gyre.checker.linear.Verdict;
import dev.gyre.checker.linear.Witness;

/** A verdict as one JSON object on one line. */
public final class JsonReport {
  private JsonReport() {}

  /** The fields that every report has: file, verdict and reason; without the closing brace. */
  public static StringBuilder begin(String file, String verdict, String reason) {
    StringBuilder out = new StringBuilder("{\"file\":");
    JsonText.string(out, file).append(",\"verdict\":\"").append(verdict).append("\",\"reason\":");
    return JsonText.string(out, reason);
  }

  /** A verdict on a history, with what it took. */
  public static String of(
      String file, History history, Verdict verdict, String reason, long millis) {
    StringBuilder out = begin(file, verdict.word(), reason);
    out.append(",\"operations\":").append(history.size());
    out.append(",\"milliseconds\":").append(millis);
    if (verdict instanceof Verdict.Invalid invalid) {
      out.append(",\"invalidObjects\":").append(invalid.objects()).append(",\"witness\":");
      witness(out, history, invalid.witness());
    }
    return out.append('}').toString();
  }

  /** A witness: its operations as our JSON Lines have them, and the argument. */
  public static void witness(StringBuilder out, History history, Witness witness) {
    out.append("{\"key\":");
    JsonText.append(out, witness.key());
    out.append(",\"operations\":[");
    String separator = "";
    for (int index : witness.operations()) {
      out.append(separator).append(HistoryWriter.json(history.operation(index)));
      separator = ",";
    }
    out.append("],\"origins\":[");
    separator = "";
    for (int index : witness.context().origins()) {
      out.append(separator).append(HistoryWriter.json(history.operation(index)));
      separator = ",";
    }
    JsonText.append(out.append("],\"freeValues\":"), witness.context().freeValues());
    out.append(",\"fromMiddle\":").append(witness.context().fromMiddle());
    JsonText.append(out.append(",\"sentences\":"), witness.story().sentences()).append('}');
  }
}
