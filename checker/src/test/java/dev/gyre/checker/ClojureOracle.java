package dev.gyre.checker;

import clojure.java.api.Clojure;
import clojure.lang.IFn;
import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The seam to checkers in Clojure: histories go over as text, verdicts come back. */
final class ClojureOracle {
  private final IFn verdicts;

  private ClojureOracle(IFn verdicts) {
    this.verdicts = verdicts;
  }

  /** The oracle of {@code src/test/clojure/oracle.clj}. */
  static ClojureOracle own() {
    return load("oracle");
  }

  /** Knossos, whose namespaces must be visible to the thread's class loader. */
  static ClojureOracle knossos() {
    return load("knossos_bridge");
  }

  private static ClojureOracle load(String file) {
    Path source = Path.of("src/test/clojure", file + ".clj").toAbsolutePath();
    Clojure.var("clojure.core", "load-file").invoke(source.toString());
    return new ClojureOracle(Clojure.var(file.replace('_', '-'), "verdicts"));
  }

  /** The verdict of each history, whose absent value is written as given. */
  List<Boolean> valid(List<History> histories, String absent) {
    StringBuilder text = new StringBuilder("[");
    for (History history : histories) {
      append(text, history, absent);
    }
    List<Boolean> answers = new ArrayList<>();
    for (Object answer : (Collection<?>) verdicts.invoke(text.append(']').toString())) {
      answers.add(Boolean.TRUE.equals(answer));
    }
    return answers;
  }

  private record Moment(long position, Operation operation, boolean invocation) {}

  private static void append(StringBuilder text, History history, String absent) {
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      moments.add(new Moment(history.invoked(i), history.operation(i), true));
      if (history.completed(i) != History.OPEN) {
        moments.add(new Moment(history.completed(i), history.operation(i), false));
      }
    }
    moments.sort(Comparator.comparingLong(Moment::position));
    text.append('[');
    for (Moment moment : moments) {
      event(text, moment, absent);
    }
    text.append("]\n");
  }

  /** Every operation is a process of its own: what Jepsen does after a crash, done always. */
  private static void event(StringBuilder text, Moment moment, String absent) {
    Operation operation = moment.operation();
    text.append("{:process ").append(operation.index()).append(" :type ");
    Outcome outcome = operation.outcome();
    text.append(moment.invocation() ? ":invoke" : outcome == Outcome.OK ? ":ok" : ":fail");
    text.append(" :f :").append(operation.function()).append(" :value ");
    if (operation.functionNumber() == Functions.CAS) {
      text.append('[').append(value(operation.input(), absent));
      text.append(' ').append(value(operation.next(), absent)).append(']');
    } else if (operation.functionNumber() == Functions.READ) {
      boolean answered = !moment.invocation() && outcome == Outcome.OK;
      text.append(answered ? value(operation.output(), absent) : "nil");
    } else {
      text.append(value(operation.input(), absent));
    }
    if (!moment.invocation() && outcome == Outcome.MISMATCH) {
      Object seen = operation.output();
      text.append(" :seen ").append(seen == null ? ":unsaid" : value(seen, absent));
    }
    text.append('}');
  }

  private static Object value(Object value, String absent) {
    return value == null || value == Absent.ABSENT ? absent : value;
  }
}
