package dev.gyre.checker.model;

import dev.gyre.checker.history.Absent;
import java.util.Optional;

/** The built-in models, by name. */
public final class Models {
  /** The names, for usage texts. */
  public static final String NAMES = "register, cas-register, counter, set, list, text, mutex";

  private Models() {}

  /**
   * The model of a name.
   *
   * @param initial the initial value of a register or counter; absent for an empty one
   * @throws IllegalArgumentException if the model cannot start there
   */
  public static Optional<Model<?>> byName(String name, Object initial) {
    boolean given = initial != Absent.ABSENT;
    return switch (name) {
      case "register" -> Optional.of(new RegisterModel(initial, false));
      case "cas-register" -> Optional.of(new RegisterModel(initial, true));
      case "counter" -> {
        if (given && !(initial instanceof Long)) {
          throw new IllegalArgumentException("a counter starts at an integer, not at " + initial);
        }
        yield Optional.of(new CounterModel(given ? (Long) initial : 0));
      }
      case "set" -> Optional.of(new SetModel());
      case "list" -> Optional.of(new ListModel());
      case "text" -> Optional.of(new TextModel());
      case "mutex" -> Optional.of(new MutexModel());
      default -> Optional.empty();
    };
  }
}
