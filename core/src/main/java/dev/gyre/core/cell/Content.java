package dev.gyre.core.cell;

import dev.gyre.core.value.Value;

/** What a write left behind: a value, or the mark of a deletion. */
public sealed interface Content {
  Content TOMBSTONE = new Tombstone();

  record Present(Value value) implements Content {}

  record Tombstone() implements Content {}

  static Content of(Value value) {
    return new Present(value);
  }

  /** The same with an empty value: a tombstone stays one. */
  default Content emptied() {
    return switch (this) {
      case Present present -> new Present(Value.EMPTY);
      case Tombstone tombstone -> tombstone;
    };
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
