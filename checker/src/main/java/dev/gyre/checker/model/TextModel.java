package dev.gyre.checker.model;

import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A text: {@code write} replaces it, {@code append} adds at its end, {@code read} returns it; the
 * empty text and an absent one are the same.
 */
public record TextModel() implements Model<String> {
  @Override
  public String name() {
    return "text";
  }

  @Override
  public String initial() {
    return "";
  }

  @Override
  public @Nullable String step(String state, Operation operation) {
    return switch (operation.functionNumber()) {
      case Functions.READ -> {
        boolean right =
            operation.outcome() == Outcome.UNKNOWN || state.equals(text(operation.output()));
        yield Steps.unchanged(state, right);
      }
      case Functions.WRITE -> text(operation.input());
      case Functions.APPEND -> state + text(operation.input());
      default ->
          throw new IllegalArgumentException(
              "a text has no function \""
                  + operation.function()
                  + "\"; it has read, write, append");
    };
  }

  @Override
  public boolean readOnly(Operation operation) {
    return operation.functionNumber() == Functions.READ;
  }

  /**
   * A text that only grows is, at any time, a beginning of the longest one read or extends it; one
   * that is also replaced may be anything.
   */
  @Override
  public Predicate<String> possible(Iterable<Operation> operations) {
    String longest = "";
    for (Operation operation : operations) {
      if (operation.functionNumber() == Functions.WRITE) {
        return state -> true;
      }
      boolean answered =
          operation.functionNumber() == Functions.READ && operation.outcome() == Outcome.OK;
      String read = answered ? text(operation.output()) : "";
      longest = read.length() > longest.length() ? read : longest;
    }
    String all = longest;
    return state -> state.startsWith(all) || all.startsWith(state);
  }

  private static String text(@Nullable Object value) {
    return value == null || value == Absent.ABSENT ? "" : value.toString();
  }
}
