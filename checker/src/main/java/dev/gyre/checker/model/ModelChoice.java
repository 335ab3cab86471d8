package dev.gyre.checker.model;

import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;

/** The model that a history seems to be of, by the functions in it. */
public final class ModelChoice {
  private boolean locks;
  private boolean appends;
  private boolean adds;
  private boolean removes;

  /** Whether some read returned a collection. */
  private boolean collections;

  /** Whether everything added or appended is a text, or a number. */
  private boolean texts = true;

  private boolean numbers = true;

  private ModelChoice() {}

  /**
   * A name that {@link Models} knows: what has {@code acquire} is a mutex, {@code append} makes a
   * text or a list, {@code add} a counter or a set; all else is a compare-and-set register.
   */
  public static String of(History history) {
    ModelChoice choice = new ModelChoice();
    for (int i = 0; i < history.size(); i++) {
      if (history.function(i) > Functions.CAS || history.function(i) == Functions.READ) {
        choice.see(history.operation(i));
      }
    }
    return choice.name();
  }

  private void see(Operation operation) {
    switch (operation.functionNumber()) {
      case Functions.READ -> {
        boolean answered = operation.outcome() == Outcome.OK;
        collections |= answered && operation.output() instanceof Iterable<?>;
      }
      case Functions.APPEND -> {
        appends = true;
        texts &= operation.input() instanceof String;
      }
      case Functions.ADD -> {
        adds = true;
        numbers &= operation.input() instanceof Long;
      }
      case Functions.REMOVE -> removes = true;
      default -> locks |= "acquire".equals(operation.function());
    }
  }

  private String name() {
    if (locks) {
      return "mutex";
    }
    if (appends) {
      return texts && !collections ? "text" : "list";
    }
    if (adds || removes) {
      return numbers && !removes && !collections ? "counter" : "set";
    }
    return "cas-register";
  }
}
