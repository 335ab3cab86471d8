package dev.gyre.checker.model;

import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A register: {@code read}, {@code write} and, if it has one, {@code cas}.
 *
 * @param initial the value before any write; {@code Absent.ABSENT} for an empty one
 * @param compareAndSet whether it knows {@code cas}
 */
public record RegisterModel(Object initial, boolean compareAndSet) implements Model<Object> {
  /** Refuses a missing value. */
  public RegisterModel {
    Objects.requireNonNull(initial, "initial");
  }

  @Override
  public String name() {
    return compareAndSet ? "cas-register" : "register";
  }

  @Override
  public @Nullable Object step(Object state, Operation operation) {
    Object input = operation.input();
    Object output = operation.output();
    switch (operation.functionNumber()) {
      case Functions.READ:
        return operation.outcome() == Outcome.UNKNOWN || state.equals(output) ? state : null;
      case Functions.WRITE:
        return input;
      case Functions.CAS:
        if (!compareAndSet) {
          throw unknown(operation);
        }
        boolean equal = state.equals(input);
        if (operation.outcome() == Outcome.MISMATCH) {
          return !equal && (output == null || state.equals(output)) ? state : null;
        }
        return equal ? operation.next() : null;
      default:
        throw unknown(operation);
    }
  }

  @Override
  public boolean readOnly(Operation operation) {
    return operation.functionNumber() == Functions.READ || operation.outcome() == Outcome.MISMATCH;
  }

  /** The complaint about a function that this register does not have. */
  public IllegalArgumentException unknown(Operation operation) {
    return new IllegalArgumentException(
        "the model "
            + name()
            + " has no function \""
            + operation.function()
            + "\"; it has "
            + (compareAndSet ? "read, write, cas" : "read, write; for cas use cas-register"));
  }
}
