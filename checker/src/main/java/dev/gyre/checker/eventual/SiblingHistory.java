package dev.gyre.checker.eventual;

import io.vavr.collection.Vector;
import java.util.Objects;

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
