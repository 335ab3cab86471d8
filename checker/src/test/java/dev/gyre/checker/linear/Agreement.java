package dev.gyre.checker.linear;

import dev.gyre.checker.BruteForce;
import dev.gyre.checker.RandomHistories;
import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Call;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.HistoryBuilder;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import dev.gyre.checker.history.Values;
import dev.gyre.checker.model.RegisterModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts one history before every way of deciding and complains when they differ. Linearizations are
 * replayed and witnesses are tried by brute force each time.
 */
public final class Agreement {
  /** The register that all small histories are of. */
  public static final RegisterModel MODEL = new RegisterModel(Absent.ABSENT, true);

  private static final int LONGEST_FOR_BRUTE_FORCE = 12;

  private Agreement() {}

  /** The first complaint about the histories of some seeds, shrunk; null when there is none. */
  public static String firstDisagreement(long from, long to, int maximumOperations) {
    for (long seed = from; seed < to; seed++) {
      History history = RandomHistories.draw(seed, RandomHistories.shape(seed, maximumOperations));
      if (complaint(history) != null) {
        History small = shrink(history);
        return "seed " + seed + ": " + complaint(small) + "\n" + text(small);
      }
    }
    return null;
  }

  /** What is wrong with the verdicts on a history, or null. */
  public static String complaint(History history) {
    try {
      return compare(history);
    } catch (RuntimeException e) {
      return "it throws " + e;
    }
  }

  private static String compare(History history) {
    boolean valid = BruteForce.linearizable(history, MODEL);
    int[] all = IntStream.range(0, history.size()).toArray();
    RegisterProblem problem = RegisterProblem.of(history, MODEL, Values.ABSENT, all, 0, all.length);
    ZoneCheck zones = ZoneCheck.of(problem, new ValueMap(history.values().size()), true);
    if (zones.answer() != ZoneCheck.Answer.UNDECIDED) {
      if ((zones.answer() == ZoneCheck.Answer.VALID) != valid) {
        return "the zones say " + zones.answer() + ", brute force says valid = " + valid;
      }
    }
    SearchProblem search = SearchProblem.of(problem);
    Timeline timeline = Timeline.of(search);
    for (boolean depthFirst : new boolean[] {true, false}) {
      Budget budget = Budget.of(Duration.ofSeconds(20));
      Engine engine = Engine.of(search, timeline, true, budget);
      Search way = depthFirst ? new DepthFirstSearch(engine) : new FrontierSearch(engine);
      Search.Progress progress = way.advance(3);
      while (progress == Search.Progress.RUNNING) {
        progress = way.advance(3);
      }
      if (progress != (valid ? Search.Progress.VALID : Search.Progress.INVALID)) {
        return (depthFirst ? "depth first" : "the frontier") + " says " + progress;
      }
    }
    return judged(history, valid);
  }

  private static String judged(History history, boolean valid) {
    for (boolean byModel : new boolean[] {false, true}) {
      Verdict verdict =
          byModel
              ? LinearizabilityChecker.check(
                  history, new PlainModel(), Budget.of(Duration.ofSeconds(20)), certifying())
              : LinearizabilityChecker.check(
                  history, MODEL, Budget.of(Duration.ofSeconds(20)), certifying());
      switch (verdict) {
        case Verdict.Unknown unknown -> {
          return "unknown: " + unknown.reason();
        }
        case Verdict.Valid proof -> {
          if (!valid) {
            return "VALID, brute force found no order";
          }
          String wrong = unreplayable(history, proof);
          if (wrong != null) {
            return wrong;
          }
        }
        case Verdict.Invalid invalid -> {
          if (valid) {
            return "INVALID, brute force found an order";
          }
          String wrong = unconvincing(history, invalid.witness());
          if (wrong != null) {
            return wrong + ": " + invalid.witness();
          }
        }
      }
    }
    return null;
  }

  private static Options certifying() {
    return Options.certifying();
  }

  private static String unreplayable(History history, Verdict.Valid proof) {
    List<Integer> all = IntStream.range(0, history.size()).boxed().toList();
    Iterable<Integer> order =
        proof.certificates().isEmpty() ? List.of() : proof.certificates().get(0).operations();
    return Certificate.explains(history, MODEL, all, order)
        ? null
        : "the certificate does not replay: " + order;
  }

  /** The witness alone, with what it grants, must have no order; one operation less must have. */
  private static String unconvincing(History history, Witness witness) {
    List<Integer> kept = witness.operations().asJava();
    if (kept.size() + witness.context().origins().size() > LONGEST_FOR_BRUTE_FORCE
        || (kept.size() + 1) * witness.context().freeValues().size() > LONGEST_FOR_BRUTE_FORCE) {
      return null;
    }
    for (Object initial : starts(history, witness)) {
      History granted = granted(history, witness, kept);
      if (BruteForce.linearizable(granted, new RegisterModel(initial, true))) {
        return "the witness has an order from " + initial;
      }
    }
    return null;
  }

  private static List<Object> starts(History history, Witness witness) {
    if (!witness.context().fromMiddle()) {
      return List.of(Absent.ABSENT);
    }
    List<Object> starts = new ArrayList<>();
    for (int id = 0; id < history.values().size(); id++) {
      starts.add(history.values().get(id));
    }
    starts.add("another value");
    return starts;
  }

  private static History granted(History history, Witness witness, List<Integer> kept) {
    HistoryBuilder builder = new HistoryBuilder();
    long last = 0;
    for (int index : kept) {
      last =
          Math.max(last, history.completed(index) == History.OPEN ? 0 : history.completed(index));
    }
    for (int index : witness.context().origins()) {
      builder.invoke(-1, call(history.operation(index)), 0);
    }
    for (Object value : witness.context().freeValues()) {
      for (int copies = 0; copies <= kept.size(); copies++) {
        builder.invoke(-1, Call.write(Absent.ABSENT, value), 0);
      }
    }
    for (int index : kept) {
      Operation operation = history.operation(index);
      int copy = builder.invoke(operation.process(), call(operation), history.invoked(index));
      if (operation.outcome() != Outcome.UNKNOWN) {
        builder.complete(copy, operation.outcome(), operation.output(), history.completed(index));
      }
    }
    return builder.build();
  }

  private static Call call(Operation operation) {
    return new Call(operation.key(), operation.function(), operation.input(), operation.next());
  }

  private static History shrink(History history) {
    History small = history;
    for (int i = 0; i < small.size(); ) {
      History fewer = without(small, i);
      if (complaint(fewer) != null) {
        small = fewer;
      } else {
        i++;
      }
    }
    return small;
  }

  private static History without(History history, int left) {
    HistoryBuilder builder = new HistoryBuilder();
    for (int i = 0; i < history.size(); i++) {
      if (i != left) {
        Operation operation = history.operation(i);
        int copy = builder.invoke(operation.process(), call(operation), history.invoked(i));
        if (history.completed(i) != History.OPEN) {
          builder.complete(copy, operation.outcome(), operation.output(), history.completed(i));
        }
      }
    }
    return builder.build();
  }

  /** A history, one operation a line. */
  public static String text(History history) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < history.size(); i++) {
      Operation operation = history.operation(i);
      text.append("  [").append(history.invoked(i)).append(", ");
      text.append(history.completed(i) == History.OPEN ? "-" : history.completed(i));
      text.append("] process ").append(operation.process()).append(": ").append(operation);
      text.append(' ').append(operation.outcome()).append('\n');
    }
    return text.toString();
  }

  /** The same register, but none of the checker's shortcuts for registers apply. */
  private static final class PlainModel implements dev.gyre.checker.model.Model<Object> {
    @Override
    public String name() {
      return "plain";
    }

    @Override
    public Object initial() {
      return MODEL.initial();
    }

    @Override
    public Object step(Object state, Operation operation) {
      return MODEL.step(state, operation);
    }

    @Override
    public boolean readOnly(Operation operation) {
      return MODEL.readOnly(operation);
    }
  }
}
