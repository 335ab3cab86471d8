package dev.gyre.checker.format;

import dev.gyre.checker.history.Absent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as JSON. */
public final class JsonText {
  private JsonText() {}

  /** Appends any value: absent and null as {@code null}, what JSON does not have as text. */
  public static StringBuilder append(StringBuilder out, @Nullable Object value) {
    if (value == null || value == Absent.ABSENT) {
      return out.append("null");
    }
    if (value instanceof Number || value instanceof Boolean) {
      return out.append(value);
    }
    if (value instanceof Map<?, ?> map) {
      char separator = '{';
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        string(out.append(separator), String.valueOf(entry.getKey())).append(':');
        append(out, entry.getValue());
        separator = ',';
      }
      return out.append(map.isEmpty() ? "{}" : "}");
    }
    if (value instanceof Iterable<?> elements) {
      char separator = '[';
      for (Object element : elements) {
        append(out.append(separator), element);
        separator = ',';
      }
      return out.append(separator == '[' ? "[]" : "]");
    }
    return string(out, value.toString());
  }

  /** Appends a string in quotes; safe inside an HTML script element, too. */
  public static StringBuilder string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"');
  }
}
