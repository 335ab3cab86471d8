package dev.gyre.checker.format;

import dev.gyre.checker.history.Absent;
import java.util.Objects;

/**
 * How to read what a format leaves open.
 *
 * @param keyed whether a Jepsen value is {@code [key value]}
 * @param failedCas what a failed compare-and-set says
 * @param nil what {@code nil} stands for: {@link Absent#ABSENT}, or the initial value
 */
public record ReadOptions(boolean keyed, FailedCas failedCas, Object nil) {
  /** What a failed compare-and-set says of the value. */
  public enum FailedCas {
    /** As the format has it: silent in Jepsen's EDN, observing in etcd's log. */
    BY_FORMAT,
    /** The value was not the expected one. */
    OBSERVES,
    /** Nothing: it had no effect. */
    SILENT
  }

  /** Refuses missing parts. */
  public ReadOptions {
    Objects.requireNonNull(failedCas, "failedCas");
    Objects.requireNonNull(nil, "nil");
  }

  /** One object, failed compare-and-sets as the format has them, nil is absent. */
  public static ReadOptions standard() {
    return new ReadOptions(false, FailedCas.BY_FORMAT, Absent.ABSENT);
  }
}
