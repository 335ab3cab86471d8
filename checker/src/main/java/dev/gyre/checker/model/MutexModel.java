package dev.gyre.checker.model;

import dev.gyre.checker.history.Operation;
import org.jspecify.annotations.Nullable;

/** A lock: {@code acquire} when free, {@code release} when held. */
public record MutexModel() implements Model<Boolean> {
  @Override
  public String name() {
    return "mutex";
  }

  @Override
  public Boolean initial() {
    return false;
  }

  @Override
  public @Nullable Boolean step(Boolean held, Operation operation) {
    return switch (operation.function()) {
      case "acquire" -> Steps.unchanged(Boolean.TRUE, !held);
      case "release" -> Steps.unchanged(Boolean.FALSE, held);
      default ->
          throw new IllegalArgumentException(
              "a mutex has no function \"" + operation.function() + "\"; it has acquire, release");
    };
  }
}
