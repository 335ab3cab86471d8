package dev.gyre.checker.linear;

import dev.gyre.checker.history.History;
import dev.gyre.checker.model.Model;
import dev.gyre.checker.model.RegisterModel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Judges objects one after the other, with what can be used again. For one thread. */
final class ObjectCheck {
  /** The name of the one object of a model that does not split. */
  static final String EVERYTHING = "everything";

  private final History history;
  private final Model<?> model;
  private final Budget budget;
  private final boolean certify;
  private final ValueMap writers;
  private final int initial;

  ObjectCheck(History history, Model<?> model, Budget budget, boolean certify) {
    this.history = history;
    this.model = model;
    this.budget = budget;
    this.certify = certify;
    int values = history.values().size();
    writers = new ValueMap(values + 1);
    int known =
        model instanceof RegisterModel register ? history.values().find(register.initial()) : 0;
    initial = known >= 0 ? known : values;
  }

  Judgement register(RegisterModel register, int object, ObjectSplit split) {
    RegisterProblem problem =
        RegisterProblem.of(
            history,
            register,
            initial,
            split.operations,
            split.from[object],
            split.from[object + 1]);
    ZoneCheck zones = ZoneCheck.of(problem, writers, certify);
    return switch (zones.answer()) {
      case VALID -> explained(object, problem.operation, zones.linearization());
      case INVALID ->
          new Judgement.Refuted(
              object, () -> new ZoneWitness(history, key(object), problem).of(zones.core()));
      case UNDECIDED -> {
        SearchProblem search = SearchProblem.of(problem);
        Portfolio.Result result = Portfolio.decide(search, budget, certify);
        yield switch (result.answer()) {
          case VALID -> searched(object, search, problem.operation, result);
          case INVALID ->
              new Judgement.Refuted(
                  object,
                  () -> new SearchWitness(history, key(object), problem, budget).of(result));
          case UNKNOWN -> undecided(object, search, result);
        };
      }
    };
  }

  Judgement any(int object, ObjectSplit split) {
    int[] operations =
        Arrays.copyOfRange(split.operations, split.from[object], split.from[object + 1]);
    SearchProblem search = SearchProblem.of(history, model, operations);
    Portfolio.Result result = Portfolio.decide(search, budget, certify);
    return switch (result.answer()) {
      case VALID -> searched(object, search, null, result);
      case INVALID ->
          new Judgement.Refuted(
              object, () -> new ModelWitness<>(history, key(object), model, budget).of(operations));
      case UNKNOWN -> undecided(object, search, result);
    };
  }

  private Object key(int object) {
    return model.splitByKey() ? history.keys().get(object) : EVERYTHING;
  }

  private Judgement explained(int object, int[] names, int[] order) {
    int[] named = certify ? new int[order.length] : new int[0];
    Arrays.setAll(named, i -> names[order[i]]);
    return new Judgement.Explained(object, named);
  }

  private Judgement searched(
      int object, SearchProblem search, int @Nullable [] names, Portfolio.Result result) {
    int[] order = certify ? result.linearization() : new int[0];
    int[] named = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      int index =
          order[i] < search.size
              ? search.operation[order[i]]
              : search.optionalOperation[order[i] - search.size];
      named[i] = names == null ? index : names[index];
    }
    return new Judgement.Explained(object, named);
  }

  private Judgement undecided(int object, SearchProblem search, Portfolio.Result result) {
    return new Judgement.Undecided(
        object,
        "key "
            + key(object)
            + ": "
            + result.limit()
            + " ("
            + budget.words()
            + "); linearized "
            + result.reached()
            + " of "
            + search.size
            + " completed operations, "
            + search.optionals()
            + " of unknown outcome");
  }
}
