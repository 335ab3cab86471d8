package dev.gyre.checker.model;

import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A counter: {@code add} of an integer, {@code read}.
 *
 * @param start the count before any addition
 */
public record CounterModel(long start) implements Model<Long> {
  @Override
  public String name() {
    return "counter";
  }

  @Override
  public Long initial() {
    return start;
  }

  @Override
  public @Nullable Long step(Long state, Operation operation) {
    return switch (operation.functionNumber()) {
      case Functions.READ -> {
        boolean right =
            operation.outcome() == Outcome.UNKNOWN || state == number(operation.output());
        yield Steps.unchanged(state, right);
      }
      case Functions.ADD -> state + number(operation.input());
      default ->
          throw new IllegalArgumentException(
              "a counter has no function \"" + operation.function() + "\"; it has add, read");
    };
  }

  @Override
  public boolean readOnly(Operation operation) {
    return operation.functionNumber() == Functions.READ;
  }

  private long number(@Nullable Object value) {
    if (value == Absent.ABSENT) {
      return start;
    }
    if (value instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException("a counter counts integers, not " + value);
  }
}
