package dev.gyre.checker.format;

import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Values;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259) from a line in place. Integers and plain strings become numbers of a
 * dictionary without an object in between, which is what makes a million lines a second.
 */
final class JsonCursor {
  /** A complaint about the JSON itself; the reader adds file and line. */
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    Fault(String reason) {
      super(reason, null, false, false);
    }
  }

  private static final int MAXIMUM_DEPTH = 64;

  private byte[] bytes = {};
  private int begin;
  private int at;
  private int to;
  private int textFrom;
  private int textTo;
  private boolean plain;

  void reset(byte[] line, int from, int until) {
    bytes = line;
    begin = from;
    at = from;
    to = until;
  }

  /** Back to the start of the line. */
  void rewind() {
    at = begin;
  }

  /** The next byte that is no white space, or 0 at the end of the line. */
  int peek() {
    while (at < to) {
      byte b = bytes[at];
      if (b != ' ' && b != '\t' && b != '\r') {
        return b;
      }
      at++;
    }
    return 0;
  }

  boolean accept(char expected) {
    if (peek() == expected) {
      at++;
      return true;
    }
    return false;
  }

  void expect(char expected) throws Fault {
    if (!accept(expected)) {
      throw new Fault("expected '" + expected + "' " + where());
    }
  }

  String where() {
    return peek() == 0 ? "at the end of the line" : "before '" + rest() + "'";
  }

  private String rest() {
    String text = new String(bytes, at, Math.min(20, to - at), StandardCharsets.UTF_8);
    return to - at > 20 ? text + "…" : text;
  }

  /** Scans a string; afterwards {@link #is} and {@link #text} speak of it. */
  void string() throws Fault {
    expect('"');
    textFrom = at;
    plain = true;
    while (at < to) {
      byte b = bytes[at];
      if (b == '"') {
        textTo = at++;
        return;
      }
      if (b == '\\') {
        plain = false;
        at++;
      }
      at++;
    }
    throw new Fault("a string has no closing quote");
  }

  /** Whether the string scanned last is this one. */
  boolean is(String name) {
    int length = name.length();
    if (textTo - textFrom != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[textFrom + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The string scanned last. */
  String text() throws Fault {
    String raw = new String(bytes, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
    return plain ? raw : unescape(raw);
  }

  private static String unescape(String raw) throws Fault {
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escaped = raw.charAt(++i);
      switch (escaped) {
        case '"', '\\', '/' -> text.append(escaped);
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          text.append(hex(raw, i + 1));
          i += 4;
        }
        default -> throw new Fault("unknown escape \\" + escaped);
      }
    }
    return text.toString();
  }

  private static char hex(String raw, int from) throws Fault {
    try {
      return (char) Integer.parseInt(raw.substring(from, from + 4), 16);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new Fault("\\u needs four hexadecimal digits");
    }
  }

  /** An integer. */
  long integer() throws Fault {
    peek();
    int first = at;
    boolean negative = at < to && bytes[at] == '-';
    if (negative) {
      at++;
    }
    long value = 0;
    int digits = at;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      value = value * 10 + (bytes[at++] - '0');
    }
    if (at == digits
        || at - digits > 19
        || value < 0
        || (at < to && ".eE".indexOf(bytes[at]) >= 0)) {
      at = first;
      throw new Fault("expected an integer of at most 64 bits " + where());
    }
    return negative ? -value : value;
  }

  /** Any value, as its number in a dictionary; null is absent. */
  int value(Values values) throws Fault {
    int first = peek();
    if (first == '"') {
      string();
      return plain ? values.ofText(bytes, textFrom, textTo) : values.of(text());
    }
    if (first == '-' || (first >= '0' && first <= '9')) {
      int start = at;
      try {
        return values.of(integer());
      } catch (Fault notSmall) {
        at = start;
      }
    }
    return values.of(value(0));
  }

  /** Any value, as an object. */
  Object value() throws Fault {
    return value(0);
  }

  private Object value(int depth) throws Fault {
    if (depth > MAXIMUM_DEPTH) {
      throw new Fault("nested more than " + MAXIMUM_DEPTH + " deep");
    }
    int first = peek();
    return switch (first) {
      case '"' -> {
        string();
        yield text();
      }
      case '[' -> array(depth);
      case '{' -> object(depth);
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", Absent.ABSENT);
      default -> number();
    };
  }

  private Object array(int depth) throws Fault {
    expect('[');
    List<Object> elements = new ArrayList<>();
    if (!accept(']')) {
      do {
        elements.add(value(depth + 1));
      } while (accept(','));
      expect(']');
    }
    return List.copyOf(elements);
  }

  private Object object(int depth) throws Fault {
    expect('{');
    Map<Object, Object> fields = new LinkedHashMap<>();
    if (!accept('}')) {
      do {
        string();
        String name = text();
        expect(':');
        fields.put(name, value(depth + 1));
      } while (accept(','));
      expect('}');
    }
    return fields;
  }

  private Object word(String word, Object meaning) throws Fault {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= to || bytes[at + i] != word.charAt(i)) {
        throw new Fault("expected a value " + where());
      }
    }
    at += word.length();
    return meaning;
  }

  private Object number() throws Fault {
    int start = at;
    while (at < to && "+-.eE0123456789".indexOf(bytes[at]) >= 0) {
      at++;
    }
    String text = new String(bytes, start, at - start, StandardCharsets.US_ASCII);
    try {
      if (text.matches("-?[0-9]+")) {
        return new BigInteger(text).bitLength() < 64
            ? (Object) Long.valueOf(text)
            : new BigInteger(text);
      }
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      at = start;
      throw new Fault("expected a value " + where());
    }
  }
}
