package dev.gyre.core.consensus;

import dev.gyre.core.cell.Content;
import dev.gyre.core.message.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What clients may have seen of one key: a sequential specification, and a search for an order of
 * the operations that explains every answer. The state is the set of values that a reader is shown.
 *
 * <p>An eventual write takes effect once, at any time after it began, but before any operation that
 * began after its acknowledgement; it adds its value and may supersede any of those that are there.
 */
final class ModelSpec {
  private ModelSpec() {}

  /** What an operation is. */
  sealed interface Action {
    record Get() implements Action {}

    record Put(String value) implements Action {}

    /** {@code expected} null: if absent. */
    record Swap(@Nullable String expected, String value) implements Action {}

    record Eventual(String value) implements Action {}
  }

  /**
   * @param before who had ended when it began, as a bit set
   * @param outcome null while nobody knows
   */
  record Event(int number, Action action, int before, @Nullable Outcome outcome) {
    boolean hasEnded() {
      return outcome != null && !(outcome instanceof Outcome.Unknown);
    }
  }

  static boolean explains(List<Event> events) {
    List<Event> relevant = new ArrayList<>();
    for (Event event : events) {
      if (!(event.outcome() instanceof Outcome.NotApplied)) {
        relevant.add(event);
      }
    }
    return search(relevant, 0, new TreeSet<>());
  }

  private static boolean search(List<Event> events, int done, TreeSet<String> state) {
    boolean allEnded = true;
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      if ((done & 1 << i) != 0) {
        continue;
      }
      allEnded &= !event.hasEnded();
      int with = done | 1 << i;
      if (mayBeNext(events, done, event)
          && effects(event, state).stream().anyMatch(after -> search(events, with, after))) {
        return true;
      }
    }
    return allEnded;
  }

  /** Nobody who had ended before it began may come after it. */
  private static boolean mayBeNext(List<Event> events, int done, Event event) {
    for (int i = 0; i < events.size(); i++) {
      boolean earlier = (event.before() & 1 << events.get(i).number()) != 0;
      if (earlier && (done & 1 << i) == 0) {
        return false;
      }
    }
    return true;
  }

  /** The states that it may lead to, none if its answer does not fit. */
  private static List<TreeSet<String>> effects(Event event, TreeSet<String> state) {
    return switch (event.action()) {
      case Action.Get get ->
          event.outcome() instanceof Outcome.Found found && !values(found).equals(state)
              ? List.of()
              : List.of(state);
      case Action.Put put -> List.of(only(put.value()));
      case Action.Swap swap -> {
        boolean holds =
            swap.expected() == null ? state.isEmpty() : state.equals(only(swap.expected()));
        boolean applied = event.outcome() instanceof Outcome.Written;
        if (!event.hasEnded()) {
          yield List.of(holds ? only(swap.value()) : state);
        }
        yield holds != applied ? List.of() : List.of(holds ? only(swap.value()) : state);
      }
      case Action.Eventual write -> beside(write.value(), List.copyOf(state));
    };
  }

  /** The value with each subset of those that were there. */
  private static List<TreeSet<String>> beside(String value, List<String> there) {
    List<TreeSet<String>> all = new ArrayList<>();
    all.add(only(value));
    for (String other : there) {
      for (TreeSet<String> each : List.copyOf(all)) {
        TreeSet<String> more = new TreeSet<>(each);
        more.add(other);
        all.add(more);
      }
    }
    return all;
  }

  private static TreeSet<String> only(String value) {
    TreeSet<String> one = new TreeSet<>();
    one.add(value);
    return one;
  }

  private static TreeSet<String> values(Outcome.Found found) {
    TreeSet<String> values = new TreeSet<>();
    found
        .siblings()
        .forEach(
            sibling -> {
              if (sibling.content() instanceof Content.Present present) {
                values.add(present.value().text());
              }
            });
    return values;
  }
}
