package dev.gyre.core.cell;

import dev.gyre.core.value.Value;

/** What a write left behind: a value, or the mark of a deletion. */
public sealed interface Content {
  Content TOMBSTONE = new Tombstone();

  record Present(Value value, Lifetime lifetime) implements Content {
    public Present(Value value) {
      this(value, Lifetime.ENDLESS);
    }
  }

  record Tombstone() implements Content {}

  static Content of(Value value) {
    return new Present(value);
  }

  /** The same with an empty value: a tombstone stays one. */
  default Content emptied() {
    return switch (this) {
      case Present present -> new Present(Value.EMPTY, present.lifetime());
      case Tombstone tombstone -> tombstone;
    };
  }

  /** The same with its end settled, written at that time. */
  default Content from(long writtenMillis) {
    return this instanceof Present present && present.lifetime() instanceof Lifetime.For
        ? new Present(present.value(), present.lifetime().from(writtenMillis))
        : this;
  }

  /** What is left of it at a time: after its end a value is a tombstone. */
  default Content at(long nowMillis) {
    return this instanceof Present present && present.lifetime().isOver(nowMillis)
        ? TOMBSTONE
        : this;
  }

  /** Whether it may have an end. */
  default boolean isMortal() {
    return this instanceof Present present && !(present.lifetime() instanceof Lifetime.Endless);
  }

  default boolean isPresent() {
    return this instanceof Present;
  }

  /** Bytes of the value, 0 for a tombstone. */
  default int length() {
    return switch (this) {
      case Present present -> present.value().length();
      case Tombstone tombstone -> 0;
    };
  }
}
