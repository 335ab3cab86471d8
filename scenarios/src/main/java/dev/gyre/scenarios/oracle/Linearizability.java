package dev.gyre.scenarios.oracle;

import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Call;
import dev.gyre.checker.history.HistoryBuilder;
import dev.gyre.checker.history.Outcome;
import dev.gyre.checker.linear.Budget;
import dev.gyre.checker.linear.LinearizabilityChecker;
import dev.gyre.checker.linear.Options;
import dev.gyre.checker.linear.Verdict;
import dev.gyre.checker.model.Model;
import dev.gyre.checker.model.Models;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.history.Operation;
import dev.gyre.scenarios.history.Operation.Action;
import dev.gyre.scenarios.history.Operation.Result;
import io.vavr.collection.Vector;
import java.time.Duration;

/** Gives a history to the checker, each key a register. */
final class Linearizability {
  private static final Model<?> REGISTER =
      Models.byName("cas-register", Absent.ABSENT).orElseThrow();

  private Linearizability() {}

  static Judge.Judgement judge(History history) {
    Verdict verdict =
        LinearizabilityChecker.check(
            recorded(history), REGISTER, Budget.of(Duration.ofMinutes(1)), new Options(false, 1));
    return switch (verdict) {
      case Verdict.Valid valid -> Judge.Judgement.KEPT;
      case Verdict.Invalid invalid ->
          new Judge.Judgement(
              Vector.of(new Violation(Promise.LINEARIZABLE, invalid.witness().story().headline())),
              Vector.empty());
      case Verdict.Unknown unknown ->
          new Judge.Judgement(Vector.empty(), Vector.of("linearizable? " + unknown.reason()));
    };
  }

  private static dev.gyre.checker.history.History recorded(History history) {
    HistoryBuilder builder = new HistoryBuilder();
    for (Operation operation : history.operations()) {
      int index = builder.invoke(operation.client(), call(operation), operation.invokedNanos());
      switch (operation.result()) {
        case Result.Seen seen ->
            builder.complete(index, Outcome.OK, value(seen), operation.completedNanos());
        case Result.Written written ->
            builder.complete(index, Outcome.OK, null, operation.completedNanos());
        case Result.NotApplied refused ->
            builder.complete(index, Outcome.FAILED, null, operation.completedNanos());
        case Result.Unknown unknown ->
            builder.complete(index, Outcome.UNKNOWN, null, operation.completedNanos());
        case Result.Pending pending -> {
          // Never completed: unknown.
        }
      }
    }
    return builder.build();
  }

  private static Call call(Operation operation) {
    return switch (operation.action()) {
      case Action.Get get -> Call.read(operation.key());
      case Action.Put put -> {
        String value = put.value();
        yield value == null ? Call.delete(operation.key()) : Call.write(operation.key(), value);
      }
    };
  }

  /** The newest sibling is the value. */
  private static Object value(Result.Seen seen) {
    return seen.values().isEmpty() ? Absent.ABSENT : seen.values().getFirst();
  }
}
