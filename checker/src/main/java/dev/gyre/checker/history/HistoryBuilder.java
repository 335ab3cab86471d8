package dev.gyre.checker.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records a history, one operation at a time. Not thread-safe.
 *
 * <p>An operation that is never completed is {@link Outcome#UNKNOWN}. Whoever knows the order of
 * events alone passes increasing positions; whoever knows times passes these.
 */
public final class HistoryBuilder {
  /** The most different functions that a history can hold. */
  public static final int MAXIMUM_FUNCTIONS = 127;

  /** Positions must stay below this, so that sums of two cannot overflow. */
  public static final long MAXIMUM_POSITION = 1L << 61;

  private final Columns columns;
  private final Values values = new Values();
  private final Values keys = new Values();
  private final List<String> functions = new ArrayList<>(List.of(Functions.NAMES));
  private final List<FaultBand> faults = new ArrayList<>();

  /** A builder whose positions are all it knows of time. */
  public HistoryBuilder() {
    this(false);
  }

  /**
   * A builder that may also keep times for people.
   *
   * @param timed whether {@link #times} will be called for the operations
   */
  public HistoryBuilder(boolean timed) {
    this(timed, 0);
  }

  /**
   * A builder that need not grow up to some size.
   *
   * @param timed as above
   * @param expected about how many operations will come; a wrong guess costs memory or time only
   */
  public HistoryBuilder(boolean timed, int expected) {
    columns = new Columns(timed, expected);
  }

  /** The dictionary of values, for callers that look values up themselves. */
  public Values values() {
    return values;
  }

  /** The dictionary of keys. */
  public Values keys() {
    return keys;
  }

  /** The number of operations so far. */
  public int size() {
    return columns.size;
  }

  /** The number of a function's name; a name not seen before gets the next one. */
  public int function(String name) {
    int known = functions.indexOf(name);
    if (known >= 0) {
      return known;
    }
    if (functions.size() == MAXIMUM_FUNCTIONS) {
      throw new IllegalArgumentException("more than " + MAXIMUM_FUNCTIONS + " functions: " + name);
    }
    functions.add(name);
    return functions.size() - 1;
  }

  /**
   * Records an invocation.
   *
   * @return the operation's number, for {@link #complete}
   */
  public int invoke(int process, Call call, long position) {
    int input = call.input() == null ? History.NONE : values.of(call.input());
    int next = call.next() == null ? History.NONE : values.of(call.next());
    int function = function(call.function());
    return invoke(process, keys.of(call.key()), function, input, next, position);
  }

  /** As {@link #invoke(int, Call, long)}, with numbers of the dictionaries. */
  public int invoke(int process, int key, int function, int input, int next, long position) {
    checkPosition(position);
    int index = columns.next();
    columns.process[index] = process;
    columns.key[index] = key;
    columns.function[index] = (byte) function;
    columns.outcome[index] = (byte) Outcome.UNKNOWN.ordinal();
    columns.input[index] = input;
    columns.next[index] = next;
    columns.output[index] = History.NONE;
    columns.invoked[index] = position;
    columns.completed[index] = History.OPEN;
    if (columns.startNanos != null && columns.endNanos != null) {
      columns.startNanos[index] = position;
      columns.endNanos[index] = History.OPEN;
    }
    return index;
  }

  /** Records a completion; {@code seen} is what was read, or what a mismatch saw. */
  public void complete(int index, Outcome outcome, @Nullable Object seen, long position) {
    complete(index, outcome, seen == null ? History.NONE : values.of(seen), position);
  }

  /** As {@link #complete(int, Outcome, Object, long)}, with a number of the dictionary. */
  public void complete(int index, Outcome outcome, int seen, long position) {
    checkPosition(position);
    if (position < columns.invoked[index]) {
      throw new IllegalArgumentException(
          "completes at " + position + ", before its invocation at " + columns.invoked[index]);
    }
    columns.outcome[index] = (byte) outcome.ordinal();
    columns.output[index] = seen;
    columns.completed[index] = outcome == Outcome.UNKNOWN ? History.OPEN : position;
    if (columns.endNanos != null) {
      columns.endNanos[index] = position;
    }
  }

  /** Sets the times that people read; {@link History#OPEN} for an end that never came. */
  public void times(int index, long startNanos, long endNanos) {
    if (columns.startNanos == null || columns.endNanos == null) {
      throw new IllegalStateException("this builder keeps no times; construct it with true");
    }
    columns.startNanos[index] = startNanos;
    columns.endNanos[index] = endNanos;
  }

  /** Records that something was broken on purpose. */
  public void fault(FaultBand band) {
    faults.add(band);
  }

  /** The history so far. The builder must not be used again. */
  public History build() {
    return new History(columns, values, keys, List.copyOf(functions), List.copyOf(faults));
  }

  private static void checkPosition(long position) {
    if (position < 0 || position >= MAXIMUM_POSITION) {
      throw new IllegalArgumentException("a position or time must be in [0, 2^61): " + position);
    }
  }
}
