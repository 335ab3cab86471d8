package dev.gyre.checker.format;

import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.HistoryBuilder;
import dev.gyre.checker.history.Outcome;
import dev.gyre.checker.history.Values;
import java.util.HashMap;
import java.util.Map;

/**
 * Pairs the events of a log into operations, as Jepsen logs them: a process has one operation under
 * way; {@code info} leaves it open for ever and frees the process (Jepsen then goes on under a new
 * number, others reuse it).
 *
 * <p>Every complaint is an {@link IllegalArgumentException} whose message the reader completes with
 * file and line.
 */
final class EventPairing {
  /** The time of an event that carries none. */
  static final long UNTIMED = -1;

  /**
   * One event.
   *
   * @param line where it stands, from 1
   * @param key number of the key; a completion may leave it absent
   * @param value number of what is written, expected or read, or {@link History#NONE}
   * @param next number of what a compare-and-set writes, or {@link History#NONE}
   */
  record Event(long line, int process, int function, int key, int value, int next) {}

  private record Open(int index, long startNanos, Event event) {}

  private final HistoryBuilder builder;
  private final Map<Integer, Open> open = new HashMap<>();
  private long position;

  EventPairing(HistoryBuilder builder) {
    this.builder = builder;
  }

  /** A process number that fits the history's column. */
  static int process(long number) {
    if (number != (int) number) {
      throw new IllegalArgumentException("process " + number + " is not a 32-bit integer");
    }
    return (int) number;
  }

  void invoke(Event event, long time) {
    Open running = open.get(event.process());
    if (running != null) {
      throw new IllegalArgumentException(
          "process "
              + event.process()
              + " invokes while its operation of line "
              + running.event().line()
              + " is still open");
    }
    boolean read = event.function() == Functions.READ;
    if (!read && event.value() == History.NONE) {
      throw new IllegalArgumentException("an invocation that is not a read needs its value");
    }
    if (event.function() == Functions.CAS && event.next() == History.NONE) {
      throw new IllegalArgumentException("the value of a cas is [expected new]");
    }
    int input = read ? History.NONE : event.value();
    int index =
        builder.invoke(
            event.process(), event.key(), event.function(), input, event.next(), position++);
    long start = time == UNTIMED ? position - 1 : time;
    builder.times(index, start, History.OPEN);
    open.put(event.process(), new Open(index, start, event));
  }

  /** A completion with effect; a read's value is what it returned. */
  void ok(Event event, long time) {
    Open running = close(event);
    boolean read = event.function() == Functions.READ;
    if (read && event.value() == History.NONE) {
      throw new IllegalArgumentException("a read that is ok needs its value");
    }
    Event call = running.event();
    // What other functions return when they were given nothing is theirs (a lock's token).
    boolean returns = event.function() > Functions.APPEND && call.value() == Values.ABSENT;
    if (!read && !returns && event.value() != History.NONE) {
      boolean same =
          event.value() == call.value()
              && (event.next() == History.NONE || event.next() == call.next());
      if (!same) {
        throw new IllegalArgumentException(
            "completes with another value than line " + call.line() + " invoked it with");
      }
    }
    finish(running, Outcome.OK, read ? event.value() : History.NONE, time);
  }

  /** A compare-and-set that saw another value, known or {@link History#NONE}. */
  void mismatch(Event event, int seen, long time) {
    if (event.function() != Functions.CAS) {
      throw new IllegalArgumentException("only a cas can have the outcome mismatch");
    }
    finish(close(event), Outcome.MISMATCH, seen, time);
  }

  /** Certainly no effect. */
  void fail(Event event, long time) {
    finish(close(event), Outcome.FAILED, History.NONE, time);
  }

  /** No effect known: the operation stays open for ever, its process is free. */
  void info(Event event, long time) {
    finish(close(event), Outcome.UNKNOWN, History.NONE, time);
  }

  private Open close(Event event) {
    Open running = open.remove(event.process());
    if (running == null) {
      throw new IllegalArgumentException(
          "process " + event.process() + " completes an operation that it has not invoked");
    }
    Event call = running.event();
    if (call.function() != event.function()) {
      throw new IllegalArgumentException(
          "process "
              + event.process()
              + " completes another function than line "
              + call.line()
              + " invoked");
    }
    if (event.key() != Values.ABSENT && call.key() != event.key()) {
      throw new IllegalArgumentException(
          "process "
              + event.process()
              + " completes with another key than line "
              + call.line()
              + " invoked");
    }
    return running;
  }

  private void finish(Open running, Outcome outcome, int seen, long time) {
    long end = time == UNTIMED ? position : time;
    builder.complete(running.index(), outcome, seen, position++);
    builder.times(running.index(), running.startNanos(), Math.max(end, running.startNanos()));
  }
}
