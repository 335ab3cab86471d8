package dev.gyre.checker.linear;

import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import dev.gyre.checker.model.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Any model: states and calls are numbered as they come, transitions are computed once. */
final class ModelAutomaton<S> implements Automaton {
  private static final int UNKNOWN_STEP = -1;
  private static final int NO_STEP = 0;

  /** What makes two operations the same call. */
  private record Demand(int function, int input, int next, int output, Outcome outcome) {}

  private final Model<S> model;
  private final Model.View<S> view;
  private final Map<S, Integer> numbers = new HashMap<>();
  private final List<S> states = new ArrayList<>();
  private final Map<Demand, Integer> known = new HashMap<>();
  private final List<Operation> calls = new ArrayList<>();
  private final List<Boolean> readOnly = new ArrayList<>();

  /** From (state, call) to the next state + 1, or {@link #NO_STEP}. */
  private final LongIntMap steps = new LongIntMap();

  ModelAutomaton(Model<S> model, Model.View<S> view) {
    this.model = model;
    this.view = view;
    number(model.initial());
  }

  private int number(S state) {
    Integer known = numbers.get(state);
    if (known != null) {
      return known;
    }
    numbers.put(state, states.size());
    states.add(state);
    return states.size() - 1;
  }

  /** The number of an operation's call. */
  int call(Operation operation) {
    int index = operation.index();
    Demand demand =
        new Demand(
            operation.functionNumber(),
            operation.history().input(index),
            operation.history().next(index),
            operation.history().output(index),
            operation.outcome());
    Integer call = known.get(demand);
    if (call != null) {
      return call;
    }
    known.put(demand, calls.size());
    calls.add(operation);
    readOnly.add(model.readOnly(operation));
    return calls.size() - 1;
  }

  @Override
  public int step(int state, int call) {
    long key = (long) state << 32 | call;
    int step = steps.get(key);
    if (step == UNKNOWN_STEP) {
      S next = model.step(states.get(state), calls.get(call));
      S seen = next == null ? null : view.of(next);
      step = seen == null ? NO_STEP : number(seen) + 1;
      steps.put(key, step);
    }
    return step - 1;
  }

  @Override
  public boolean finite() {
    return false;
  }

  @Override
  public boolean readOnly(int call) {
    return readOnly.get(call);
  }
}
