package dev.gyre.checker.model;

import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import java.util.TreeSet;
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
   * A text that begins no read can never be read again before it is replaced, whatever is appended:
   * all such texts are one. Without replacements every text must begin the longest read or extend
   * it.
   */
  @Override
  public View<String> view(Iterable<Operation> operations) {
    TreeSet<String> reads = new TreeSet<>();
    String longest = "";
    boolean replaced = false;
    for (Operation operation : operations) {
      replaced |= operation.functionNumber() == Functions.WRITE;
      if (operation.functionNumber() == Functions.READ && operation.outcome() == Outcome.OK) {
        String read = text(operation.output());
        reads.add(read);
        longest = read.length() > longest.length() ? read : longest;
      }
    }
    String all = longest;
    String unreadable = all + '\0';
    boolean anything = replaced;
    return state -> {
      String read = reads.ceiling(state);
      if (read != null && read.startsWith(state)) {
        return state;
      }
      return anything || state.startsWith(all) ? unreadable : null;
    };
  }

  private static String text(@Nullable Object value) {
    return value == null || value == Absent.ABSENT ? "" : value.toString();
  }
}
