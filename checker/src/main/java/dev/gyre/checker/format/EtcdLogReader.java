package dev.gyre.checker.format;

import dev.gyre.checker.format.EdnCursor.Fault;
import dev.gyre.checker.format.ReadOptions.FailedCas;
import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.HistoryBuilder;
import dev.gyre.checker.history.Values;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text log of a Jepsen run against etcd, one register:
 *
 * <pre>{@code
 * INFO  jepsen.util - 0   :invoke :write  3
 * INFO  jepsen.util - 0   :ok     :write  3
 * INFO  jepsen.util - 1   :fail   :cas    [3 4]
 * INFO  jepsen.util - 2   :info   :write  :timed-out
 * }</pre>
 *
 * <p>A failed compare-and-set observed a mismatch; a read that timed out says nothing; a write or
 * compare-and-set that timed out is unknown; nil is absent. Every other line is skipped.
 */
final class EtcdLogReader {
  private static final Pattern LINE =
      Pattern.compile(
          "^INFO\\s+jepsen\\.util\\s+-\\s+(\\d{1,9})"
              + "\\s+:(invoke|ok|fail|info)\\s+:(\\S+)\\s+(.*)$");
  private static final String TIMED_OUT = ":timed-out";

  /** The value of a failed compare-and-set, alone or with the revision that some runs log. */
  private static final Pattern REFUSED = Pattern.compile("\\[[^]]*](\\s+:hint\\s.*)?");

  private final String file;
  private final ReadOptions options;
  private final HistoryBuilder builder = new HistoryBuilder(true);
  private final EventPairing events = new EventPairing(builder);

  EtcdLogReader(String file, ReadOptions options) {
    this.file = file;
    this.options = options;
  }

  History read(InputStream in) throws IOException, MalformedHistoryException {
    Lines lines = new Lines(in, file);
    while (lines.next()) {
      String text =
          new String(
              lines.bytes(), lines.from(), lines.to() - lines.from(), StandardCharsets.UTF_8);
      Matcher matcher = LINE.matcher(text.strip());
      if (matcher.matches()) {
        try {
          event(lines.number(), matcher);
        } catch (Fault | IllegalArgumentException e) {
          throw new MalformedHistoryException(file, lines.number(), String.valueOf(e.getMessage()));
        }
      }
    }
    if (builder.size() == 0) {
      throw new MalformedHistoryException(
          file,
          lines.number(),
          "no operation found; an etcd log has lines like"
              + " \"INFO  jepsen.util - 0 :invoke :write 3\"");
    }
    return builder.build();
  }

  private void event(long line, Matcher matcher) throws IOException, Fault {
    int process = Integer.parseInt(matcher.group(1));
    String type = matcher.group(2);
    String text = matcher.group(4).strip();
    int function =
        switch (matcher.group(3)) {
          case "read" -> Functions.READ;
          case "write" -> Functions.WRITE;
          case "cas" -> Functions.CAS;
          default -> throw new Fault("unknown function :" + matcher.group(3));
        };
    boolean silent = "info".equals(type) || text.startsWith(TIMED_OUT) || "fail".equals(type);
    EventPairing.Event event =
        silent
            ? new EventPairing.Event(
                line, process, function, Values.ABSENT, History.NONE, History.NONE)
            : valued(line, process, function, text);
    switch (type) {
      case "invoke" -> events.invoke(event, EventPairing.UNTIMED);
      case "ok" -> events.ok(event, EventPairing.UNTIMED);
      case "info" -> events.info(event, EventPairing.UNTIMED);
      default -> failed(event, text);
    }
  }

  /** A failure with a reason is one of the connection, not of the condition. */
  private void failed(EventPairing.Event event, String text) {
    boolean refused = event.function() == Functions.CAS && REFUSED.matcher(text).matches();
    if (refused && options.failedCas() != FailedCas.SILENT) {
      events.mismatch(event, History.NONE, EventPairing.UNTIMED);
    } else if (text.startsWith(TIMED_OUT) && event.function() != Functions.READ) {
      events.info(event, EventPairing.UNTIMED);
    } else {
      events.fail(event, EventPairing.UNTIMED);
    }
  }

  private EventPairing.Event valued(long line, int process, int function, String text)
      throws IOException, Fault {
    Object value =
        new EdnCursor(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).value();
    if (function != Functions.CAS) {
      return new EventPairing.Event(
          line, process, function, Values.ABSENT, number(value), History.NONE);
    }
    if (!(value instanceof List<?> pair) || pair.size() != 2) {
      throw new Fault("the value of a :cas is [expected new], not " + text);
    }
    return new EventPairing.Event(
        line, process, function, Values.ABSENT, number(pair.get(0)), number(pair.get(1)));
  }

  private int number(Object value) {
    return builder.values().of(value == Absent.ABSENT ? options.nil() : value);
  }
}
