package dev.gyre.checker.eventual;

import dev.gyre.checker.eventual.SiblingHistory.Interval;
import dev.gyre.checker.eventual.SiblingHistory.Write;
import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.Keyword;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import io.vavr.collection.Vector;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What recorded values say of siblings. */
final class SiblingValues {
  /** The value of a delete: nobody can read it, and no other delete has it. */
  private record Deletion(int index) {}

  private SiblingValues() {}

  /** A write, whose value names what it supersedes. */
  static Write write(History history, Operation operation) {
    if (!(operation.input() instanceof Map<?, ?> fields)) {
      throw new IllegalArgumentException(
          "a write to a sibling register has a value such as"
              + " {\"value\":3,\"supersedes\":[1,2]}, not "
              + operation.input());
    }
    int index = operation.index();
    Object value = field(fields, "value");
    boolean deletes = value == null || value == Absent.ABSENT;
    boolean acknowledged = operation.outcome() == Outcome.OK;
    return new Write(
        index,
        value == null || deletes ? new Deletion(index) : value,
        values(field(fields, "supersedes"), operation),
        new Interval(history.invoked(index), history.completed(index)),
        acknowledged,
        deletes);
  }

  /** What a read returned. */
  static Vector<Object> siblings(Operation operation) {
    return values(operation.output(), operation);
  }

  private static @Nullable Object field(Map<?, ?> fields, String name) {
    Object value = fields.get(name);
    return value == null ? fields.get(new Keyword(":" + name)) : value;
  }

  private static Vector<Object> values(@Nullable Object value, Operation operation) {
    if (value == null || value == Absent.ABSENT) {
      return Vector.empty();
    }
    if (value instanceof Iterable<?> values) {
      return Vector.ofAll(values);
    }
    throw new IllegalArgumentException(
        "siblings are a list, not " + value + " as in the " + operation);
  }
}
