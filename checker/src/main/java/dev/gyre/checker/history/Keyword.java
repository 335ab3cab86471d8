package dev.gyre.checker.history;

import java.util.Objects;

/**
 * A bare name as a value: an EDN keyword or symbol, written as in its source ({@code :timed-out}).
 */
public record Keyword(String name) {
  /** Refuses an empty name. */
  public Keyword {
    Objects.requireNonNull(name, "name");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a keyword needs a name");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
