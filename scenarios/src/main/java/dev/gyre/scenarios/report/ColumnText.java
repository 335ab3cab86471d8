package dev.gyre.scenarios.report;

import dev.gyre.checker.format.JsonText;
import dev.gyre.scenarios.chronicle.Chronicle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Entries as columns of small numbers, which compress well: times as differences in nanoseconds,
 * links as distances (0 for none), strings by number in the order of their first use.
 */
final class ColumnText {
  private static final List<String> STRING_COLUMNS = List.of("texts", "keys", "befores", "afters");

  private final Chronicle chronicle;
  private final List<String> strings = new ArrayList<>();

  /** By number in the chronicle: the number here; -1 before its first use. */
  private final int[] renumbered;

  ColumnText(Chronicle chronicle) {
    this.chronicle = chronicle;
    this.renumbered = new int[chronicle.strings().size()];
    Arrays.fill(renumbered, -1);
  }

  private interface Cell {
    long of(int entry);
  }

  void append(StringBuilder out) {
    column(
        out.append("{\"nanos\":"),
        entry -> chronicle.nanos(entry) - (entry == 0 ? 0 : chronicle.nanos(entry - 1)));
    column(out.append(",\"places\":"), chronicle::place);
    column(out.append(",\"lives\":"), chronicle::life);
    column(out.append(",\"kinds\":"), entry -> chronicle.kind(entry).ordinal());
    column(out.append(",\"causes\":"), entry -> distance(entry, chronicle.cause(entry)));
    column(out.append(",\"bases\":"), entry -> distance(entry, chronicle.basis(entry)));
    column(out.append(",\"operations\":"), chronicle::operationAt);
    for (int i = 0; i < STRING_COLUMNS.size(); i++) {
      int which = i;
      out.append(",\"").append(STRING_COLUMNS.get(i)).append("\":");
      column(out, entry -> renumbered(chronicle.stringsOf(entry)[which]));
    }
    JsonText.append(out.append(",\"strings\":"), strings).append('}');
  }

  private static long distance(int entry, int link) {
    return link == Chronicle.NONE ? 0 : entry - link;
  }

  private int renumbered(int number) {
    if (renumbered[number] < 0) {
      renumbered[number] = strings.size();
      strings.add(chronicle.strings().get(number));
    }
    return renumbered[number];
  }

  private void column(StringBuilder out, Cell cell) {
    out.append('[');
    for (int entry = 0; entry < chronicle.size(); entry++) {
      out.append(entry == 0 ? "" : ",").append(cell.of(entry));
    }
    out.append(']');
  }
}
