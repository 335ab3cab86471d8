package dev.gyre.checker.model;

import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import org.jspecify.annotations.Nullable;

/** A set: {@code add} and {@code remove} of an element, {@code read} of all of them. */
public record SetModel() implements Model<Set<Object>> {
  @Override
  public String name() {
    return "set";
  }

  @Override
  public Set<Object> initial() {
    return HashSet.empty();
  }

  @Override
  public @Nullable Set<Object> step(Set<Object> state, Operation operation) {
    Object input = operation.input();
    return switch (operation.functionNumber()) {
      case Functions.READ -> {
        boolean right =
            operation.outcome() == Outcome.UNKNOWN || state.equals(elements(operation.output()));
        yield Steps.unchanged(state, right);
      }
      case Functions.ADD -> input == null ? state : state.add(input);
      case Functions.REMOVE -> input == null ? state : state.remove(input);
      default ->
          throw new IllegalArgumentException(
              "a set has no function \"" + operation.function() + "\"; it has add, remove, read");
    };
  }

  @Override
  public boolean readOnly(Operation operation) {
    return operation.functionNumber() == Functions.READ;
  }

  private static Set<Object> elements(@Nullable Object value) {
    if (value == Absent.ABSENT) {
      return HashSet.empty();
    }
    if (value instanceof Iterable<?> elements) {
      return HashSet.ofAll(elements);
    }
    throw new IllegalArgumentException("a set is read as a collection, not as " + value);
  }
}
