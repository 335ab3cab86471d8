package dev.gyre.checker.format;

import dev.gyre.checker.format.EdnCursor.Fault;
import dev.gyre.checker.format.ReadOptions.FailedCas;
import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.HistoryBuilder;
import dev.gyre.checker.history.Keyword;
import dev.gyre.checker.history.Values;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Jepsen's EDN: a vector of maps, or maps one after another, one map an event.
 *
 * <pre>{@code
 * {:process 0, :type :invoke, :f :cas, :value [1 2]}
 * {:process 0, :type :ok, :f :cas, :value [1 2], :time 1204}
 * }</pre>
 *
 * <p>{@code :fail} carries no information unless {@link FailedCas#OBSERVES}; a nil that was read is
 * {@link ReadOptions#nil}; the nemesis is skipped; with {@link ReadOptions#keyed} a value is {@code
 * [key value]}, and a top-level {@code :key} is always a key. Old histories have an event as {@code
 * [process type function value]}.
 */
final class JepsenEdnReader {
  private static final Keyword PROCESS = new Keyword(":process");
  private static final Keyword NEMESIS = new Keyword(":nemesis");
  private static final Keyword TYPE = new Keyword(":type");
  private static final Keyword FUNCTION = new Keyword(":f");
  private static final Keyword VALUE = new Keyword(":value");
  private static final Keyword TIME = new Keyword(":time");
  private static final Keyword KEY = new Keyword(":key");
  private static final int SHORT_EVENT = 4;

  /** What follows the bracket of a vector of events; of an event in short it is a process. */
  private static final String BEGINS_EVENT = "{[(#]";

  private final String file;
  private final ReadOptions options;
  private final HistoryBuilder builder = new HistoryBuilder(true);
  private final EventPairing events = new EventPairing(builder);

  JepsenEdnReader(String file, ReadOptions options) {
    this.file = file;
    this.options = options;
  }

  History read(InputStream in) throws IOException, MalformedHistoryException {
    EdnCursor edn = new EdnCursor(in);
    long line = 1;
    try {
      if (edn.peek() < 0) {
        throw new Fault("expected a Jepsen history, found nothing");
      }
      line = edn.line();
      char close = edn.accept('[') ? ']' : edn.accept('(') ? ')' : 0;
      if (close == ']' && edn.peek() >= 0 && BEGINS_EVENT.indexOf(edn.peek()) < 0) {
        // Not a vector of events but an event itself, which others follow.
        event(map(edn.rest(']')), line);
        close = 0;
      }
      while (close == 0 ? edn.peek() >= 0 : !edn.accept(close)) {
        edn.peek();
        line = edn.line();
        event(map(edn.value()), line);
      }
      line = edn.line();
      if (edn.peek() >= 0) {
        line = edn.line();
        throw new Fault("unexpected text after the history");
      }
    } catch (Fault | IllegalArgumentException e) {
      throw new MalformedHistoryException(file, line, String.valueOf(e.getMessage()));
    }
    return builder.build();
  }

  /** An event's fields, also of one in short: {@code [process type function value]}. */
  private static Map<?, ?> map(Object form) throws Fault {
    if (form instanceof Map<?, ?> map) {
      return map;
    }
    if (form instanceof List<?> fields && fields.size() >= SHORT_EVENT) {
      return Map.of(
          PROCESS,
          fields.get(0),
          TYPE,
          fields.get(1),
          FUNCTION,
          fields.get(2),
          VALUE,
          fields.get(3));
    }
    throw new Fault("expected a map such as {:process 0, :type :invoke, :f :read, :value nil}");
  }

  private void event(Map<?, ?> map, long line) throws Fault {
    Object process = map.get(PROCESS);
    if (NEMESIS.equals(process)) {
      return;
    }
    String type = name(map.get(TYPE), ":type");
    if (process instanceof Keyword && "info".equals(type)) {
      return;
    }
    if (!(process instanceof Long number)) {
      throw new Fault("an event needs a :process, an integer or :nemesis, not " + process);
    }
    String function = name(map.get(FUNCTION), ":f");
    Object time = map.get(TIME);
    EventPairing.Event event = event(line, EventPairing.process(number), function, map, type);
    long nanos = time instanceof Long at && at >= 0 ? at : EventPairing.UNTIMED;
    switch (type) {
      case "invoke" -> events.invoke(event, nanos);
      case "ok" -> events.ok(event, nanos);
      case "info" -> events.info(event, nanos);
      case "fail" -> {
        if (event.function() == Functions.CAS && options.failedCas() == FailedCas.OBSERVES) {
          events.mismatch(event, History.NONE, nanos);
        } else {
          events.fail(event, nanos);
        }
      }
      default ->
          throw new Fault("unknown :type :" + type + "; known are :invoke, :ok, :fail, :info");
    }
  }

  private EventPairing.Event event(
      long line, int process, String function, Map<?, ?> map, String type) throws Fault {
    boolean silent = "info".equals(type) || "fail".equals(type);
    Object value = map.get(VALUE);
    Object key = map.get(KEY);
    if (options.keyed()) {
      if (value instanceof List<?> tuple && tuple.size() == 2) {
        key = tuple.get(0);
        value = tuple.get(1);
      } else if (!silent) {
        throw new Fault("with keys, a :value must be [key value], not " + value);
      }
    }
    boolean read = function(function) == Functions.READ;
    boolean pairs = value instanceof List<?> pair && pair.size() == 2 && isNil(pair.get(1));
    if (read && pairs && !options.keyed() && "invoke".equals(type)) {
      throw new Fault("a read of " + value + " looks like [key nil]: is this --keyed?");
    }
    int keyNumber = key == null ? Values.ABSENT : builder.keys().of(key);
    int number = function(function);
    if (silent || (!read && "ok".equals(type) && isNil(value))) {
      return new EventPairing.Event(line, process, number, keyNumber, History.NONE, History.NONE);
    }
    if (number == Functions.CAS && value instanceof List<?> pair && pair.size() == 2) {
      return new EventPairing.Event(
          line, process, number, keyNumber, value(pair.get(0)), value(pair.get(1)));
    }
    if (number == Functions.CAS && !isNil(value)) {
      throw new Fault("the :value of a cas is [expected new], not " + value);
    }
    boolean delete = "delete".equals(function);
    int written = delete ? Values.ABSENT : number == Functions.CAS ? History.NONE : value(value);
    return new EventPairing.Event(line, process, number, keyNumber, written, History.NONE);
  }

  private int function(String name) {
    return switch (name) {
      case "r", "get" -> Functions.READ;
      case "w", "put", "delete" -> Functions.WRITE;
      default -> builder.function(name);
    };
  }

  private static boolean isNil(@Nullable Object value) {
    return value == null || value == Absent.ABSENT;
  }

  private int value(@Nullable Object value) {
    return builder.values().of(value == null || value == Absent.ABSENT ? options.nil() : value);
  }

  private static String name(@Nullable Object field, String label) throws Fault {
    if (!(field instanceof Keyword keyword)) {
      throw new Fault("an event needs a " + label + " that is a keyword");
    }
    return keyword.name().startsWith(":") ? keyword.name().substring(1) : keyword.name();
  }
}
