package dev.gyre.checker.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded history, in columns; immutable.
 *
 * <p>Operations are numbered in the order of their invocation in the record. Two orders in time are
 * kept apart. <em>Positions</em> ({@link #invoked}, {@link #completed}) decide: an operation
 * precedes another when its completion is smaller than the other's invocation. They are the place
 * in the log for a log of events, and the recorded times for a history of intervals; equal
 * positions count as concurrent, which can only excuse. <em>Nanoseconds</em> are for people.
 */
public final class History {
  /** The completion position of an operation that may take effect for ever. */
  public static final long OPEN = Long.MAX_VALUE;

  /** A value column's entry where there is no value. */
  public static final int NONE = -1;

  /** Eleven days: no test runs that long, every calendar is older. */
  private static final long LONG_AGO_NANOS = 1_000_000_000_000_000L;

  private final Columns columns;
  private final Values values;
  private final Values keys;
  private final List<String> functions;
  private final List<FaultBand> faults;

  History(
      Columns columns, Values values, Values keys, List<String> functions, List<FaultBand> faults) {
    this.columns = columns;
    this.values = values;
    this.keys = keys;
    this.functions = functions;
    this.faults = faults;
  }

  /** The number of operations. */
  public int size() {
    return columns.size;
  }

  /** The dictionary of the value columns. */
  public Values values() {
    return values;
  }

  /** The dictionary of the key column. */
  public Values keys() {
    return keys;
  }

  /** What was broken meanwhile, in the order recorded. */
  public List<FaultBand> faults() {
    return faults;
  }

  /** A view of one operation. */
  public Operation operation(int index) {
    return new Operation(this, index);
  }

  /** The client that called. */
  public int process(int index) {
    return columns.process[index];
  }

  /** The key's number in {@link #keys}. */
  public int key(int index) {
    return columns.key[index];
  }

  /** The function's number: {@link Functions} or one of {@link #functionName}. */
  public int function(int index) {
    return columns.function[index];
  }

  /** The name of a function's number. */
  public String functionName(int function) {
    return functions.get(function);
  }

  /** What the caller knows. */
  public Outcome outcome(int index) {
    return Columns.OUTCOMES[columns.outcome[index]];
  }

  /** The number of what was written, added, appended or expected; {@link #NONE} for a read. */
  public int input(int index) {
    return columns.input[index];
  }

  /** The number of what a compare-and-set would write, or {@link #NONE}. */
  public int next(int index) {
    return columns.next[index];
  }

  /** The number of what was seen, or {@link #NONE}. */
  public int output(int index) {
    return columns.output[index];
  }

  /** The position of the invocation. */
  public long invoked(int index) {
    return columns.invoked[index];
  }

  /** The position of the completion; {@link #OPEN} when the outcome is unknown. */
  public long completed(int index) {
    return columns.completed[index];
  }

  /** Whether operations carry times for people. */
  public boolean timed() {
    return columns.startNanos != null;
  }

  /**
   * What people count times from: 0, or the first invocation when the recorder's clock counts from
   * long ago.
   */
  public long originNanos() {
    long first = Long.MAX_VALUE;
    for (int i = 0; i < columns.size; i++) {
      first = Math.min(first, startNanos(i));
    }
    return first == Long.MAX_VALUE || first < LONG_AGO_NANOS ? 0 : first;
  }

  /** When it was invoked, in nanoseconds of the recorder's clock; the position if not timed. */
  public long startNanos(int index) {
    long @Nullable [] nanos = columns.startNanos;
    return nanos == null ? columns.invoked[index] : nanos[index];
  }

  /**
   * When the caller stopped waiting, also for an unknown outcome; {@link #OPEN} when it never did.
   */
  public long endNanos(int index) {
    long @Nullable [] nanos = columns.endNanos;
    return nanos == null ? columns.completed[index] : nanos[index];
  }
}
