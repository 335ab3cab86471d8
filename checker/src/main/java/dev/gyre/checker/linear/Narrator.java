package dev.gyre.checker.linear;

import dev.gyre.checker.history.History;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import java.util.Locale;

/** Says operations and times in words. */
final class Narrator {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** A span shorter than this is counted in positions: nobody records nanoseconds that short. */
  private static final long SHORTEST_TIMED_SPAN = 1_000_000L;

  private final History history;
  private final long origin;
  private final boolean seconds;
  private final boolean fine;

  Narrator(History history) {
    this.history = history;
    long first = Long.MAX_VALUE;
    long last = 0;
    for (int i = 0; i < history.size(); i++) {
      first = Math.min(first, history.startNanos(i));
      last = Math.max(last, history.startNanos(i));
    }
    origin = history.originNanos();
    seconds = last - first >= SHORTEST_TIMED_SPAN;
    fine = last - first < history.size() * SHORTEST_TIMED_SPAN;
  }

  /** "at 0.911 s", or "at position 12" when the history has no times. */
  String at(long nanos) {
    if (nanos == History.OPEN) {
      return "at no known time";
    }
    return seconds
        ? String.format(
            Locale.ROOT,
            fine ? "at %.6f s" : "at %.3f s",
            (nanos - origin) / (double) NANOS_PER_SECOND)
        : "at position " + (nanos - origin);
  }

  String began(int index) {
    return at(history.startNanos(index));
  }

  String ended(int index) {
    return at(history.endNanos(index));
  }

  /** "read by process 3 returned 17", "write of 19 by process 4". */
  String call(int index) {
    Operation operation = history.operation(index);
    String by = " by process " + operation.process();
    String verb =
        switch (operation.function()) {
          case "write" -> "write of " + operation.input() + by;
          case "cas" ->
              "compare-and-set from " + operation.input() + " to " + operation.next() + by;
          case "read" -> "read" + by;
          default ->
              operation.function()
                  + (operation.input() == null ? "" : " of " + operation.input())
                  + by;
        };
    if (operation.outcome() == Outcome.MISMATCH) {
      return verb
          + (operation.output() == null
              ? " was refused"
              : " was refused because it saw " + operation.output());
    }
    return operation.output() == null ? verb : verb + " returned " + operation.output();
  }

  /** The call as a noun: "read by process 3 that returned 17". */
  String noun(int index) {
    return call(index)
        .replaceFirst(" returned ", " that returned ")
        .replaceFirst(" was refused", " that was refused");
  }

  /** The call with its interval. */
  String full(int index) {
    String end =
        switch (history.outcome(index)) {
          case OK -> "acknowledged " + ended(index);
          case MISMATCH -> "answered " + ended(index);
          case FAILED -> "failed " + ended(index);
          case UNKNOWN -> "outcome unknown";
        };
    return capital(call(index)) + ": invoked " + began(index) + ", " + end + ".";
  }

  static String capital(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }
}
