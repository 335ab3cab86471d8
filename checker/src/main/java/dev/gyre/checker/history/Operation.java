package dev.gyre.checker.history;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a history: a view, not a copy.
 *
 * @param history where it is recorded
 * @param index its number there, from 0
 */
public record Operation(History history, int index) {
  /** Refuses an index outside the history. */
  public Operation {
    Objects.checkIndex(index, history.size());
  }

  /** The client that called; it has one operation under way at a time. */
  public int process() {
    return history.process(index);
  }

  /** The key, or {@link Absent#ABSENT} in a history of one unnamed object. */
  public Object key() {
    return history.keys().get(history.key(index));
  }

  /** The function's name: {@code read}, {@code write}, {@code cas} … */
  public String function() {
    return history.functionName(history.function(index));
  }

  /** The function's number, as in {@link Functions}. */
  public int functionNumber() {
    return history.function(index);
  }

  /** What was written, added, appended or, for a compare-and-set, expected; null for a read. */
  public @Nullable Object input() {
    return valueOrNull(history.input(index));
  }

  /** What a compare-and-set would write; null for other functions. */
  public @Nullable Object next() {
    return valueOrNull(history.next(index));
  }

  /** What was read, or what a mismatch saw; null when that is not known. */
  public @Nullable Object output() {
    return valueOrNull(history.output(index));
  }

  /** What the caller knows. */
  public Outcome outcome() {
    return history.outcome(index);
  }

  private @Nullable Object valueOrNull(int id) {
    return id < 0 ? null : history.values().get(id);
  }

  /** As a call: {@code write 3}, {@code read = 17}, {@code cas 1 -> 2 saw 5}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(function());
    if (input() != null) {
      text.append(' ').append(input());
    }
    if (next() != null) {
      text.append(" -> ").append(next());
    }
    if (output() != null) {
      text.append(outcome() == Outcome.MISMATCH ? " saw " : " = ").append(output());
    }
    return text.toString();
  }
}
