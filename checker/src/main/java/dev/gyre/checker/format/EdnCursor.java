package dev.gyre.checker.format;

import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Keyword;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads EDN from a stream: what Jepsen's histories hold. {@code nil} is {@link Absent#ABSENT},
 * keywords and symbols are {@link Keyword}, vectors and lists are lists, a tagged element is its
 * value. Counts lines for the complaints.
 */
final class EdnCursor {
  /** A complaint about the text; the reader adds file and line. */
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    Fault(String reason) {
      super(reason, null, false, false);
    }
  }

  private static final int MAXIMUM_DEPTH = 64;
  private static final int END = -1;
  private static final String DELIMITERS = "()[]{}\";,";

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private final Map<String, Keyword> keywords = new HashMap<>();
  private int at;
  private int limit;
  private long line = 1;

  EdnCursor(InputStream in) {
    this.in = in;
  }

  /** The line of the next character, from 1. */
  long line() {
    return line;
  }

  private int look() throws IOException {
    if (at == limit) {
      limit = in.read(buffer, 0, buffer.length);
      at = 0;
      if (limit <= 0) {
        limit = 0;
        return END;
      }
    }
    return buffer[at] & 0xff;
  }

  private int take() throws IOException {
    int c = look();
    if (c != END) {
      at++;
      if (c == '\n') {
        line++;
      }
    }
    return c;
  }

  /**
   * The next character that is neither white space nor comment nor discarded; a negative number at
   * the end.
   */
  int peek() throws IOException, Fault {
    while (true) {
      int c = look();
      if (c == ';') {
        while (c != '\n' && c != END) {
          c = take();
        }
      } else if (c != END && (c <= ' ' || c == ',')) {
        take();
      } else {
        return c;
      }
    }
  }

  boolean accept(char expected) throws IOException, Fault {
    if (peek() == expected) {
      take();
      return true;
    }
    return false;
  }

  /** The next value; a fault at the end. */
  Object value() throws IOException, Fault {
    return value(0);
  }

  private Object value(int depth) throws IOException, Fault {
    if (depth > MAXIMUM_DEPTH) {
      throw new Fault("nested more than " + MAXIMUM_DEPTH + " deep");
    }
    int c = peek();
    return switch (c) {
      case END -> throw new Fault("the file ends inside a value");
      case '{' -> {
        take();
        yield map(depth);
      }
      case '[' -> {
        take();
        yield elements(']', depth);
      }
      case '(' -> {
        take();
        yield elements(')', depth);
      }
      case '"' -> {
        take();
        yield string();
      }
      case '\\' -> {
        take();
        yield character();
      }
      case '#' -> {
        take();
        yield dispatched(depth);
      }
      case '^' -> {
        take();
        value(depth + 1);
        yield value(depth + 1);
      }
      case ']', ')', '}' -> throw new Fault("unexpected '" + (char) c + "'");
      default -> atom(token());
    };
  }

  private Object dispatched(int depth) throws IOException, Fault {
    int c = look();
    if (c == '{') {
      take();
      Set<Object> set = new LinkedHashSet<>(elements('}', depth));
      return set;
    }
    if (c == '_') {
      take();
      value(depth + 1);
      return value(depth + 1);
    }
    String tag = token();
    return tag.startsWith("#") ? new Keyword("#" + tag) : value(depth + 1);
  }

  /** The values up to a bracket that closes what was opened. */
  List<Object> rest(char close) throws IOException, Fault {
    return elements(close, 0);
  }

  private List<Object> elements(char close, int depth) throws IOException, Fault {
    List<Object> elements = new ArrayList<>();
    while (!accept(close)) {
      elements.add(value(depth + 1));
    }
    return List.copyOf(elements);
  }

  private Map<Object, Object> map(int depth) throws IOException, Fault {
    Map<Object, Object> map = new LinkedHashMap<>();
    while (!accept('}')) {
      Object key = value(depth + 1);
      if (peek() == '}') {
        throw new Fault("a map has a key without a value: " + key);
      }
      if (map.put(key, value(depth + 1)) != null) {
        throw new Fault("a map has the key " + key + " twice");
      }
    }
    return map;
  }

  private String string() throws IOException, Fault {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (true) {
      int c = take();
      if (c == END) {
        throw new Fault("a string has no closing quote");
      }
      if (c == '"') {
        return text.toString(StandardCharsets.UTF_8);
      }
      if (c == '\\') {
        int escaped = take();
        switch (escaped) {
          case 'n' -> text.write('\n');
          case 't' -> text.write('\t');
          case 'r' -> text.write('\r');
          case '"', '\\' -> text.write(escaped);
          case 'u' -> text.writeBytes(unicode().getBytes(StandardCharsets.UTF_8));
          default -> throw new Fault("unknown escape \\" + (char) escaped);
        }
      } else {
        text.write(c);
      }
    }
  }

  private String unicode() throws IOException, Fault {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      digits.append((char) take());
    }
    try {
      return String.valueOf((char) Integer.parseInt(digits.toString(), 16));
    } catch (NumberFormatException e) {
      throw new Fault("\\u needs four hexadecimal digits");
    }
  }

  private Object character() throws IOException, Fault {
    int first = take();
    if (first == END) {
      throw new Fault("the file ends inside a character");
    }
    return (char) first + token();
  }

  private String token() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream(16);
    int c = look();
    while (c != END && c > ' ' && DELIMITERS.indexOf(c) < 0) {
      text.write(take());
      c = look();
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private Object atom(String token) throws Fault {
    Object word =
        switch (token) {
          case "nil" -> Absent.ABSENT;
          case "true" -> true;
          case "false" -> false;
          case "" -> throw new Fault("expected a value");
          default -> token;
        };
    if (!word.equals(token)) {
      return word;
    }
    char first = token.charAt(0);
    boolean signed = token.length() > 1 && (first == '-' || first == '+');
    char lead = signed ? token.charAt(1) : first;
    return lead >= '0' && lead <= '9'
        ? number(token)
        : keywords.computeIfAbsent(token, Keyword::new);
  }

  private static Object number(String token) throws Fault {
    try {
      if (token.matches("[-+]?[0-9]+N?")) {
        String digits = token.endsWith("N") ? token.substring(0, token.length() - 1) : token;
        BigInteger number = new BigInteger(digits.startsWith("+") ? digits.substring(1) : digits);
        return number.bitLength() < 64 ? (Object) number.longValue() : number;
      }
      if (token.matches("[-+]?[0-9]+/[0-9]+")) {
        return new Keyword(token);
      }
      return Double.valueOf(token.endsWith("M") ? token.substring(0, token.length() - 1) : token);
    } catch (NumberFormatException e) {
      throw new Fault("not a number: " + token);
    }
  }
}
