package dev.gyre.core.cell;

import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.value.Value;

/** What must hold for a compare-and-set to be applied. */
public sealed interface Condition {
  Condition ABSENT = new IfAbsent();
  Condition PRESENT = new IfPresent();

  /** The strong version (the ETag) is this one; NONE: it was never written. */
  record IfVersion(Ballot version) implements Condition {}

  /** There is one value, and it has these bytes. */
  record IfValue(Value value) implements Condition {}

  /** No value is there: never written, or deleted. */
  record IfAbsent() implements Condition {}

  /** Some value is there. */
  record IfPresent() implements Condition {}

  default boolean holds(StrongLane lane) {
    return switch (this) {
      case IfVersion expected -> lane.version().equals(expected.version());
      case IfValue expected ->
          lane.siblings().size() == 1
              && lane.siblings().getFirst().content() instanceof Content.Present present
              && present.value().equals(expected.value());
      case IfAbsent absent -> !lane.isPresent();
      case IfPresent present -> lane.isPresent();
    };
  }
}
