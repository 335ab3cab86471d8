package dev.gyre.checker.eventual;

import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import io.vavr.collection.Vector;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What was done to one sibling register: writes that say what they supersede, reads that return
 * every sibling. Values are unique.
 *
 * @param key the object
 * @param writes in any order
 * @param reads in any order
 */
public record SiblingHistory(Object key, Vector<Write> writes, Vector<Read> reads) {
  /** Refuses two writes of one value. */
  public SiblingHistory {
    Objects.requireNonNull(key, "key");
    if (writes.map(Write::value).distinct().size() != writes.size()) {
      throw new IllegalArgumentException("a sibling history needs unique values, key " + key);
    }
  }

  /**
   * The registers of a recorded history, by key. A write's value is a map of {@code value} and
   * {@code supersedes}, a list of the values that its context covered; a null value deletes. A
   * read's value is the list of siblings.
   *
   * @param complete whether every read must know of every write acknowledged before it began
   * @throws IllegalArgumentException if a value is not so
   */
  public static Vector<SiblingHistory> of(History history, boolean complete) {
    TreeMap<Integer, Vector<Write>> writes = new TreeMap<>();
    TreeMap<Integer, Vector<Read>> reads = new TreeMap<>();
    for (int i = 0; i < history.size(); i++) {
      int key = history.key(i);
      writes.putIfAbsent(key, Vector.empty());
      reads.putIfAbsent(key, Vector.empty());
      Operation operation = history.operation(i);
      boolean effective =
          operation.outcome() == Outcome.OK || operation.outcome() == Outcome.UNKNOWN;
      if (history.function(i) == Functions.WRITE && effective) {
        writes.compute(
            key, (same, before) -> before.append(SiblingValues.write(history, operation)));
      } else if (history.function(i) == Functions.READ && operation.outcome() == Outcome.OK) {
        Interval interval = new Interval(history.invoked(i), history.completed(i));
        Vector<Object> siblings = SiblingValues.siblings(operation);
        Read read = new Read(i, operation.process(), siblings, interval, complete);
        reads.compute(key, (same, before) -> before.append(read));
      }
    }
    Vector<SiblingHistory> registers = Vector.empty();
    for (Map.Entry<Integer, Vector<Write>> entry : writes.entrySet()) {
      Vector<Read> read = reads.getOrDefault(entry.getKey(), Vector.empty());
      Object key = history.keys().get(entry.getKey());
      registers = registers.append(new SiblingHistory(key, entry.getValue(), read));
    }
    return registers;
  }

  /**
   * A write; a delete is one whose value nobody should read.
   *
   * @param index a number for reports
   * @param value what it wrote
   * @param supersedes the values that its context covered
   * @param interval from invocation to acknowledgement
   * @param acknowledged whether the caller was told that it is durable; otherwise unknown
   * @param tombstone whether it deletes
   */
  public record Write(
      int index,
      Object value,
      Vector<Object> supersedes,
      Interval interval,
      boolean acknowledged,
      boolean tombstone) {}

  /**
   * A read.
   *
   * @param index a number for reports
   * @param process the session
   * @param siblings all values that it returned
   * @param interval from invocation to completion
   * @param complete whether it must know of every write acknowledged before it began: a read after
   *     healing, or one of a quorum that overlaps every write's
   */
  public record Read(
      int index, int process, Vector<Object> siblings, Interval interval, boolean complete) {}

  /**
   * A stretch of time.
   *
   * @param start inclusive
   * @param end inclusive; {@code Long.MAX_VALUE} when it never ended
   */
  public record Interval(long start, long end) {
    /** Refuses an end before the start. */
    public Interval {
      if (end < start) {
        throw new IllegalArgumentException("an interval ends before it starts: " + start);
      }
    }
  }
}
