package dev.gyre.checker.format;

import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.FaultBand;
import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes histories in the formats that {@link HistoryFormat} reads. */
public final class HistoryWriter {
  private HistoryWriter() {}

  /**
   * Writes a history.
   *
   * @throws IllegalArgumentException if the format cannot say it; the message names the operation
   */
  public static void write(History history, HistoryFormat format, Appendable out)
      throws IOException {
    switch (format) {
      case JSONL -> jsonLines(history, out);
      case JEPSEN_EDN -> events(history, out, HistoryWriter::edn);
      case ETCD_LOG -> events(history, out, HistoryWriter::etcd);
    }
  }

  /** One operation as a line of our JSON, without the line feed. */
  public static String json(Operation operation) {
    StringBuilder out = new StringBuilder(96);
    json(operation, out);
    return out.toString();
  }

  private static void jsonLines(History history, Appendable out) throws IOException {
    StringBuilder line = new StringBuilder(128);
    for (FaultBand fault : history.faults()) {
      line.setLength(0);
      JsonText.string(line.append("{\"fault\":"), fault.name());
      line.append(",\"start\":").append(fault.startNanos());
      out.append(line.append(",\"end\":").append(fault.endNanos()).append("}\n"));
    }
    for (int i = 0; i < history.size(); i++) {
      line.setLength(0);
      json(history.operation(i), line);
      out.append(line.append('\n'));
    }
  }

  private static void json(Operation operation, StringBuilder line) {
    History history = operation.history();
    int index = operation.index();
    line.append("{\"process\":").append(operation.process());
    if (operation.key() != Absent.ABSENT) {
      JsonText.append(line.append(",\"key\":"), operation.key());
    }
    JsonText.string(line.append(",\"f\":"), operation.function());
    if (operation.functionNumber() == Functions.CAS) {
      JsonText.append(line.append(",\"value\":["), operation.input());
      JsonText.append(line.append(','), operation.next()).append(']');
    } else if (operation.functionNumber() != Functions.READ) {
      JsonText.append(line.append(",\"value\":"), operation.input());
    } else if (operation.outcome() == Outcome.OK) {
      JsonText.append(line.append(",\"value\":"), operation.output());
    }
    line.append(",\"start\":").append(history.invoked(index));
    long end = operation.outcome() == Outcome.UNKNOWN ? History.OPEN : history.completed(index);
    if (end != History.OPEN) {
      line.append(",\"end\":").append(end);
    }
    line.append(",\"outcome\":\"")
        .append(operation.outcome().name().toLowerCase(Locale.ROOT))
        .append('"');
    if (operation.outcome() == Outcome.MISMATCH && operation.output() != null) {
      JsonText.append(line.append(",\"seen\":"), operation.output());
    }
    line.append('}');
  }

  private interface EventText {
    void append(StringBuilder out, Operation operation, boolean invocation);
  }

  /** Invocations before completions where positions are equal: concurrent stays concurrent. */
  private static void events(History history, Appendable out, EventText text) throws IOException {
    Integer[] events = new Integer[2 * history.size()];
    int size = 0;
    for (int i = 0; i < history.size(); i++) {
      events[size++] = 2 * i;
      if (history.completed(i) != History.OPEN) {
        events[size++] = 2 * i + 1;
      } else if (history.timed() && history.endNanos(i) != History.OPEN) {
        events[size++] = 2 * i + 1;
      }
    }
    Arrays.sort(
        events,
        0,
        size,
        (a, b) -> {
          int byPosition = Long.compare(position(history, a), position(history, b));
          return byPosition != 0 ? byPosition : Integer.compare(a & 1, b & 1);
        });
    StringBuilder line = new StringBuilder(128);
    for (int i = 0; i < size; i++) {
      line.setLength(0);
      text.append(line, history.operation(events[i] / 2), events[i] % 2 == 0);
      out.append(line.append('\n'));
    }
  }

  private static long position(History history, int event) {
    int index = event / 2;
    if (event % 2 == 0) {
      return history.invoked(index);
    }
    long completed = history.completed(index);
    return completed == History.OPEN ? history.endNanos(index) : completed;
  }

  private static String type(Operation operation, boolean invocation) {
    if (invocation) {
      return ":invoke";
    }
    return switch (operation.outcome()) {
      case OK -> ":ok";
      case MISMATCH, FAILED -> ":fail";
      case UNKNOWN -> ":info";
    };
  }

  private static void edn(StringBuilder out, Operation operation, boolean invocation) {
    out.append("{:process ").append(operation.process());
    out.append(", :type ").append(type(operation, invocation));
    out.append(", :f :").append(operation.function()).append(", :value ");
    boolean keyed = operation.key() != Absent.ABSENT;
    if (keyed) {
      edn(out.append('['), operation.key()).append(' ');
    }
    value(out, operation, invocation);
    out.append(keyed ? "]}" : "}");
  }

  private static void value(StringBuilder out, Operation operation, boolean invocation) {
    if (operation.functionNumber() == Functions.CAS) {
      edn(out.append('['), operation.input());
      edn(out.append(' '), operation.next()).append(']');
    } else if (operation.functionNumber() == Functions.READ) {
      edn(out, invocation ? null : operation.output());
    } else {
      edn(out, operation.input());
    }
  }

  private static StringBuilder edn(StringBuilder out, @Nullable Object value) {
    if (value == null || value == Absent.ABSENT) {
      return out.append("nil");
    }
    if (value instanceof String text) {
      out.append('"');
      out.append(text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
      return out.append('"');
    }
    if (value instanceof Map<?, ?> map) {
      out.append('{');
      map.forEach((key, element) -> edn(edn(out, key).append(' '), element).append(' '));
      return out.append('}');
    }
    if (value instanceof Iterable<?> elements) {
      out.append(value instanceof Set<?> ? "#{" : "[");
      for (Object element : elements) {
        edn(out, element).append(' ');
      }
      return out.append(value instanceof Set<?> ? '}' : ']');
    }
    return out.append(value);
  }

  private static void etcd(StringBuilder out, Operation operation, boolean invocation) {
    boolean number = fits(operation.input()) && fits(operation.next()) && fits(operation.output());
    if (!number || operation.functionNumber() > Functions.CAS || operation.key() != Absent.ABSENT) {
      throw new IllegalArgumentException(
          "an etcd log is one register of integers; it cannot hold " + operation);
    }
    if (operation.outcome() == Outcome.MISMATCH && operation.output() != null) {
      throw new IllegalArgumentException(
          "an etcd log cannot say what a failed cas saw: " + operation);
    }
    out.append("INFO  jepsen.util - ").append(operation.process()).append('\t');
    out.append(type(operation, invocation)).append("\t:").append(operation.function());
    boolean lost = !invocation && operation.outcome() == Outcome.UNKNOWN;
    boolean failed = !invocation && operation.outcome() == Outcome.FAILED;
    if (lost || failed) {
      out.append(lost ? "\t:timed-out" : "\t:refused");
    } else {
      value(out.append('\t'), operation, invocation);
    }
  }

  private static boolean fits(@Nullable Object value) {
    return value == null || value == Absent.ABSENT || value instanceof Long;
  }
}
