package dev.gyre.checker.format;

import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.HistoryBuilder;
import dev.gyre.checker.history.Outcome;
import dev.gyre.checker.history.Values;
import java.nio.charset.StandardCharsets;

/**
 * Reads an operation's line exactly as {@link HistoryWriter} writes it: these fields, this order,
 * no space, plain values. Anything else is left to {@link JsonLinesReader}, which reads all of
 * JSON. It is the difference between one second and three for a million lines.
 */
final class PlainLine {
  private static final byte[] PROCESS = ascii("{\"process\":");
  private static final byte[] KEY = ascii(",\"key\":");
  private static final byte[] FUNCTION = ascii(",\"f\":\"");
  private static final byte[] READ = ascii("read\"");
  private static final byte[] WRITE = ascii("write\"");
  private static final byte[] CAS = ascii("cas\"");
  private static final byte[] VALUE = ascii(",\"value\":");
  private static final byte[] START = ascii(",\"start\":");
  private static final byte[] END = ascii(",\"end\":");
  private static final byte[] OUTCOME = ascii(",\"outcome\":\"");
  private static final byte[] OK = ascii("ok\"}");
  private static final byte[] MISMATCH = ascii("mismatch\"");
  private static final byte[] UNKNOWN = ascii("unknown\"}");
  private static final byte[] SEEN = ascii(",\"seen\":");
  private static final byte[] NULL = ascii("null");
  private static final int MAXIMUM_DIGITS = 19;

  /** What {@link #value} says of a value that is not plain. */
  private static final int NOT_PLAIN = -2;

  private final HistoryBuilder builder;
  private byte[] bytes = {};
  private int at;
  private int to;
  private boolean plain;

  // The fields of the line read last.
  int process;
  int key;
  int function;
  int input;
  int next;
  int output;
  long start;
  long end;
  Outcome outcome = Outcome.OK;

  PlainLine(HistoryBuilder builder) {
    this.builder = builder;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether a line is plain; if so, the fields hold it. */
  boolean read(byte[] line, int from, int until) {
    bytes = line;
    at = from;
    to = until > from && line[until - 1] == '\r' ? until - 1 : until;
    plain = true;
    if (!accept(PROCESS)) {
      return false;
    }
    long number = number();
    process = (int) number;
    key = accept(KEY) ? value(builder.keys()) : Values.ABSENT;
    return plain && number == process && accept(FUNCTION) && call() && times() && ending();
  }

  private boolean call() {
    input = History.NONE;
    next = History.NONE;
    output = History.NONE;
    if (accept(READ)) {
      function = Functions.READ;
      if (accept(VALUE)) {
        output = value(builder.values());
      }
    } else if (accept(WRITE)) {
      function = Functions.WRITE;
      if (!accept(VALUE)) {
        return false;
      }
      input = value(builder.values());
    } else if (accept(CAS)) {
      function = Functions.CAS;
      if (!accept(VALUE) || !accept('[')) {
        return false;
      }
      input = value(builder.values());
      if (!plain || !accept(',')) {
        return false;
      }
      next = value(builder.values());
      return plain && accept(']');
    } else {
      return false;
    }
    return plain;
  }

  private boolean times() {
    if (!accept(START)) {
      return false;
    }
    start = number();
    end = History.OPEN;
    if (plain && accept(END)) {
      end = number();
    }
    return plain;
  }

  private boolean ending() {
    if (!accept(OUTCOME)) {
      return false;
    }
    if (accept(OK)) {
      outcome = Outcome.OK;
      boolean complete = function != Functions.READ || output != History.NONE;
      return complete && end != History.OPEN && at == to;
    }
    if (function == Functions.CAS && end != History.OPEN && accept(MISMATCH)) {
      outcome = Outcome.MISMATCH;
      if (accept(SEEN)) {
        output = value(builder.values());
      }
      return plain && accept('}') && at == to;
    }
    outcome = Outcome.UNKNOWN;
    return accept(UNKNOWN) && output == History.NONE && at == to;
  }

  private boolean accept(byte[] text) {
    int length = text.length;
    if (to - at < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != text[i]) {
        return false;
      }
    }
    at += length;
    return true;
  }

  private boolean accept(char expected) {
    if (at < to && bytes[at] == expected) {
      at++;
      return true;
    }
    return false;
  }

  private long number() {
    int i = at;
    boolean negative = i < to && bytes[i] == '-';
    if (negative) {
      i++;
    }
    int first = i;
    long value = 0;
    while (i < to) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
      i++;
    }
    // Nineteen digits fit or turn negative, they never come around.
    plain &= i > first && i - first <= MAXIMUM_DIGITS && value >= 0;
    at = i;
    return negative ? -value : value;
  }

  private int value(Values values) {
    if (at == to) {
      plain = false;
      return NOT_PLAIN;
    }
    byte first = bytes[at];
    if (first == '"') {
      return text(values);
    }
    if (first == 'n') {
      plain &= accept(NULL);
      return Values.ABSENT;
    }
    long number = number();
    boolean over = at < to && (bytes[at] == ',' || bytes[at] == ']' || bytes[at] == '}');
    plain &= over;
    return plain ? values.of(number) : NOT_PLAIN;
  }

  private int text(Values values) {
    int from = ++at;
    while (at < to && bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    if (at == to || bytes[at] == '\\') {
      plain = false;
      return NOT_PLAIN;
    }
    return values.ofText(bytes, from, at++);
  }
}
