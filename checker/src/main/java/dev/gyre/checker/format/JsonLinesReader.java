package dev.gyre.checker.format;

import dev.gyre.checker.format.JsonCursor.Fault;
import dev.gyre.checker.history.FaultBand;
import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.HistoryBuilder;
import dev.gyre.checker.history.Outcome;
import dev.gyre.checker.history.Values;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads our JSON Lines: one object a line, either a whole operation or an event of one.
 *
 * <pre>{@code
 * {"process":0,"key":"x","f":"write","value":3,"start":10,"end":25,"outcome":"ok"}
 * {"process":1,"key":"x","f":"read","value":3,"start":12,"end":30,"outcome":"ok"}
 * {"process":2,"key":"x","f":"cas","value":[1,4],"start":13,"end":31,"outcome":"mismatch","seen":3}
 * {"process":3,"key":"x","f":"write","value":5,"start":14,"outcome":"unknown"}
 * {"fault":"partition n1 | n2 n3","start":5,"end":40}
 * }</pre>
 *
 * <p>or, for a recorder that must not wait for completions,
 *
 * <pre>{@code
 * {"type":"invoke","process":0,"f":"write","value":3,"time":10}
 * {"type":"ok","process":0,"f":"write","time":25}
 * }</pre>
 *
 * <p>with the types {@code invoke ok mismatch fail info}. A file holds one kind or the other. Times
 * are integers, nanoseconds by custom; events are ordered by their lines.
 */
final class JsonLinesReader {
  private static final int SMALL_PROCESSES = 4096;
  private static final int BYTES_PER_OPERATION = 100;
  private static final int MAXIMUM_EXPECTED = 1 << 22;

  private final String file;
  private final JsonCursor json = new JsonCursor();
  private final Map<Integer, Long> freeFrom = new HashMap<>();

  /** The same for processes with small numbers. */
  private final long[] freeFromSmall = new long[SMALL_PROCESSES];

  private HistoryBuilder builder;
  private EventPairing events;
  private final PlainLine plain;
  private boolean decided;
  private boolean byEvents;

  // The fields of one line.
  private int present;
  private long process;
  private int key;
  private int function;
  private boolean delete;
  private int value;
  private int next;
  private boolean pair;
  private int seen;
  private long start;
  private long end;
  private Outcome outcome = Outcome.OK;
  private String type = "";
  private String fault = "";

  private static final int PROCESS = 1;
  private static final int FUNCTION = 2;
  private static final int VALUE = 4;
  private static final int START = 8;
  private static final int END = 16;
  private static final int OUTCOME = 32;
  private static final int TYPE = 64;
  private static final int FAULT = 128;
  private static final int SEEN = 256;

  /** A reader of a source of about so many bytes; 0 when nobody knows. */
  JsonLinesReader(String file, long bytes) {
    this.file = file;
    int expected = (int) Math.min(bytes / BYTES_PER_OPERATION, MAXIMUM_EXPECTED);
    builder = new HistoryBuilder(false, expected);
    events = new EventPairing(builder);
    plain = new PlainLine(builder);
  }

  History read(InputStream in) throws IOException, MalformedHistoryException {
    Lines lines = new Lines(in, file);
    while (lines.next()) {
      try {
        if (!byEvents && plain.read(lines.bytes(), lines.from(), lines.to())) {
          decided = true;
          plainOperation();
          continue;
        }
        json.reset(lines.bytes(), lines.from(), lines.to());
        if (json.peek() != 0) {
          line(lines.number());
        }
      } catch (Fault | IllegalArgumentException e) {
        throw new MalformedHistoryException(file, lines.number(), String.valueOf(e.getMessage()));
      }
    }
    return builder.build();
  }

  private void line(long number) throws Fault {
    if (!decided && json.peek() == '{') {
      decide();
    }
    fields();
    if (json.peek() != 0) {
      throw new Fault("unexpected text " + json.where());
    }
    if ((present & FAULT) != 0) {
      need(START | END, "a fault needs \"start\" and \"end\"");
      builder.fault(new FaultBand(fault, start, end));
    } else if ((present & TYPE) != 0) {
      event(number);
    } else {
      operation();
    }
  }

  /** The first line that has a type makes it a file of events, which keeps times beside. */
  private void decide() throws Fault {
    Object first = json.value();
    json.rewind();
    if (first instanceof Map<?, ?> fields && !fields.containsKey("fault")) {
      decided = true;
      byEvents = fields.containsKey("type");
      if (byEvents) {
        HistoryBuilder timed = new HistoryBuilder(true);
        builder.build().faults().forEach(timed::fault);
        builder = timed;
        events = new EventPairing(timed);
      }
    }
  }

  private void fields() throws Fault {
    present = 0;
    key = Values.ABSENT;
    value = History.NONE;
    next = History.NONE;
    seen = History.NONE;
    pair = false;
    delete = false;
    json.expect('{');
    do {
      json.string();
      field();
    } while (json.accept(','));
    json.expect('}');
    if (pair && function != Functions.CAS) {
      value = builder.values().of(List.of(get(value), get(next)));
      next = History.NONE;
    }
    if (delete) {
      value = Values.ABSENT;
    }
  }

  private Object get(int id) {
    return builder.values().get(id);
  }

  private void field() throws Fault {
    if (json.is("process")) {
      json.expect(':');
      process = json.integer();
      present |= PROCESS;
    } else if (json.is("key")) {
      json.expect(':');
      key = json.value(builder.keys());
    } else if (json.is("f")) {
      json.expect(':');
      json.string();
      function();
      present |= FUNCTION;
    } else if (json.is("value")) {
      json.expect(':');
      value();
      present |= VALUE;
    } else if (json.is("start") || json.is("time")) {
      json.expect(':');
      start = json.integer();
      present |= START;
    } else if (json.is("end")) {
      json.expect(':');
      endField();
    } else if (json.is("outcome")) {
      json.expect(':');
      json.string();
      outcome = outcome();
      present |= OUTCOME;
    } else {
      rareField();
    }
  }

  private void rareField() throws Fault {
    if (json.is("seen")) {
      json.expect(':');
      seen = json.value(builder.values());
      present |= SEEN;
    } else if (json.is("type")) {
      json.expect(':');
      json.string();
      type = json.text();
      present |= TYPE;
    } else if (json.is("fault")) {
      json.expect(':');
      json.string();
      fault = json.text();
      present |= FAULT;
    } else {
      throw new Fault(
          "unknown field \""
              + json.text()
              + "\"; known are process, key, f, value, seen, start, end, outcome, type, time,"
              + " fault");
    }
  }

  private void function() throws Fault {
    if (json.is("read")) {
      function = Functions.READ;
    } else if (json.is("write")) {
      function = Functions.WRITE;
    } else if (json.is("cas")) {
      function = Functions.CAS;
    } else if (json.is("delete")) {
      function = Functions.WRITE;
      delete = true;
    } else {
      function = builder.function(json.text());
    }
  }

  /** A list of two stays two numbers until the function says whether it is a compare-and-set. */
  private void value() throws Fault {
    if (json.peek() != '[') {
      value = json.value(builder.values());
      return;
    }
    Object list = json.value();
    if (list instanceof List<?> elements && elements.size() == 2) {
      value = builder.values().of(elements.get(0));
      next = builder.values().of(elements.get(1));
      pair = true;
    } else {
      value = builder.values().of(list);
    }
  }

  private void endField() throws Fault {
    if (json.peek() == 'n') {
      json.value();
    } else {
      end = json.integer();
      present |= END;
    }
  }

  private Outcome outcome() throws Fault {
    if (json.is("ok")) {
      return Outcome.OK;
    }
    if (json.is("mismatch")) {
      return Outcome.MISMATCH;
    }
    if (json.is("failed")) {
      return Outcome.FAILED;
    }
    if (json.is("unknown")) {
      return Outcome.UNKNOWN;
    }
    throw new Fault(
        "unknown outcome \"" + json.text() + "\"; known are ok, mismatch, failed, unknown");
  }

  private void need(int fields, String reason) throws Fault {
    if ((present & fields) != fields) {
      throw new Fault(reason);
    }
  }

  private void operation() throws Fault {
    if (byEvents) {
      throw new Fault("an operation among events: a line here needs a \"type\"");
    }
    need(
        PROCESS | FUNCTION | START | OUTCOME,
        "an operation needs \"process\", \"f\", \"start\" and \"outcome\"");
    if (outcome != Outcome.UNKNOWN) {
      need(END, "an operation whose outcome is known needs an \"end\"");
    }
    boolean read = function == Functions.READ;
    if (!(read && outcome != Outcome.OK) && !delete) {
      need(VALUE, read ? "a read needs its \"value\" (null when absent)" : "it needs a \"value\"");
    }
    if (function == Functions.CAS && !pair) {
      throw new Fault("the \"value\" of a cas is [expected, new]");
    }
    if (outcome == Outcome.MISMATCH && function != Functions.CAS) {
      throw new Fault("only a cas can have the outcome mismatch");
    }
    claim(EventPairing.process(process), start, (present & END) != 0 ? end : start);
    int input = read ? History.NONE : value;
    int index = builder.invoke((int) process, key, function, input, next, start);
    boolean ended = (present & END) != 0;
    if (ended || outcome != Outcome.UNKNOWN) {
      int output = read ? value : seen;
      builder.complete(index, outcome, outcome == Outcome.UNKNOWN ? History.NONE : output, end);
    }
  }

  private void plainOperation() throws Fault {
    claim(plain.process, plain.start, plain.end == History.OPEN ? plain.start : plain.end);
    int index =
        builder.invoke(
            plain.process, plain.key, plain.function, plain.input, plain.next, plain.start);
    if (plain.end != History.OPEN) {
      builder.complete(index, plain.outcome, plain.output, plain.end);
    }
  }

  /** A process has one operation at a time, and its lines are in order. */
  private void claim(int name, long from, long until) throws Fault {
    long free;
    if (name >= 0 && name < SMALL_PROCESSES) {
      free = freeFromSmall[name];
      freeFromSmall[name] = until;
    } else {
      Long before = freeFrom.put(name, until);
      free = before == null ? 0 : before;
    }
    if (from < free) {
      throw new Fault(
          "process "
              + name
              + " starts at "
              + from
              + ", before its previous operation ended at "
              + free);
    }
  }

  private void event(long number) throws Fault {
    if (!byEvents) {
      throw new Fault("an event among operations: a line here has no \"type\"");
    }
    need(PROCESS | FUNCTION, "an event needs \"process\" and \"f\"");
    boolean timed = (present & START) != 0;
    EventPairing.Event event =
        new EventPairing.Event(
            number,
            EventPairing.process(process),
            function,
            key,
            (present & VALUE) != 0 ? value : History.NONE,
            pair && function == Functions.CAS ? next : History.NONE);
    long time = timed ? start : EventPairing.UNTIMED;
    switch (type) {
      case "invoke" -> events.invoke(event, time);
      case "ok" -> events.ok(event, time);
      case "mismatch" -> events.mismatch(event, seen, time);
      case "fail" -> events.fail(event, time);
      case "info" -> events.info(event, time);
      default ->
          throw new Fault(
              "unknown type \"" + type + "\"; known are invoke, ok, mismatch, fail, info");
    }
  }
}
