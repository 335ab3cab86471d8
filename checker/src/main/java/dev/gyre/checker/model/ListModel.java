package dev.gyre.checker.model;

import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import io.vavr.collection.Vector;
import org.jspecify.annotations.Nullable;

/** A list that only grows: {@code append} of an element, {@code read} of all of it. */
public record ListModel() implements Model<Vector<Object>> {
  @Override
  public String name() {
    return "list";
  }

  @Override
  public Vector<Object> initial() {
    return Vector.empty();
  }

  @Override
  public @Nullable Vector<Object> step(Vector<Object> state, Operation operation) {
    Object input = operation.input();
    return switch (operation.functionNumber()) {
      case Functions.READ -> {
        boolean right =
            operation.outcome() == Outcome.UNKNOWN || state.equals(elements(operation.output()));
        yield Steps.unchanged(state, right);
      }
      case Functions.APPEND -> input == null ? state : state.append(input);
      default ->
          throw new IllegalArgumentException(
              "a list has no function \"" + operation.function() + "\"; it has append, read");
    };
  }

  @Override
  public boolean readOnly(Operation operation) {
    return operation.functionNumber() == Functions.READ;
  }

  /**
   * A list that only grows is, at any time, a beginning of the longest one read or extends it; how
   * it does is of no consequence.
   */
  @Override
  public View<Vector<Object>> view(Iterable<Operation> operations) {
    Vector<Object> longest = Vector.empty();
    for (Operation operation : operations) {
      boolean answered =
          operation.functionNumber() == Functions.READ && operation.outcome() == Outcome.OK;
      Vector<Object> read = answered ? elements(operation.output()) : Vector.empty();
      longest = read.size() > longest.size() ? read : longest;
    }
    Vector<Object> all = longest;
    Vector<Object> longer = all.append(Absent.ABSENT);
    return state -> {
      if (state.size() > all.size()) {
        return state.startsWith(all) ? longer : null;
      }
      return all.startsWith(state) ? state : null;
    };
  }

  private static Vector<Object> elements(@Nullable Object value) {
    if (value == Absent.ABSENT) {
      return Vector.empty();
    }
    if (value instanceof Iterable<?> elements) {
      return Vector.ofAll(elements);
    }
    throw new IllegalArgumentException("a list is read as a list, not as " + value);
  }
}
