package dev.gyre.scenarios.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation of one client, over virtual time.
 *
 * @param index its position in the history, in order of invocation
 * @param number of the draw that it was made from; {@link #UNDRAWN} where it was made from none
 * @param completedNanos when its answer came; {@link Long#MAX_VALUE} while there is none
 */
public record Operation(
    int index,
    int client,
    int number,
    String key,
    Action action,
    long invokedNanos,
    long completedNanos,
    Result result) {
  /** Of what no workload drew: reading back after healing. */
  public static final int UNDRAWN = -1;

  /** What was asked. */
  public sealed interface Action {
    /** A read at a level. Only quorum reads are held to seeing every acknowledged write. */
    record Get(boolean quorum) implements Action {}

    /**
     * A write of a value that no other write of the run writes.
     *
     * @param value null for a delete
     * @param basis the index of the read, or of the client's own write, whose context it carries;
     *     null for a blind write
     * @param quorum whether it asked for a quorum or more
     */
    record Put(@Nullable String value, @Nullable Integer basis, boolean quorum) implements Action {}
  }

  /** What came of it. */
  public sealed interface Result {
    Result WRITTEN = new Written();
    Result NOT_APPLIED = new NotApplied();
    Result UNKNOWN = new Unknown();
    Result PENDING = new Pending();

    /**
     * @param values of the siblings seen, newest first
     * @param deletions how many of the siblings were tombstones
     */
    record Seen(List<String> values, int deletions) implements Result {
      /** {@code found c1-10, c7-29, a deletion}. */
      public String words() {
        List<String> all = new ArrayList<>(values);
        for (int i = 0; i < deletions; i++) {
          all.add("a deletion");
        }
        return "found " + (all.isEmpty() ? "nothing" : String.join(", ", all));
      }
    }

    record Written() implements Result {}

    record NotApplied() implements Result {}

    record Unknown() implements Result {}

    record Pending() implements Result {}
  }

  public boolean isAcknowledgedQuorumPut() {
    return action instanceof Action.Put put && put.quorum() && result instanceof Result.Written;
  }

  /** Whether it was acknowledged, at any level, when the other operation was invoked. */
  public boolean isAcknowledgedPutBy(Operation later) {
    return action instanceof Action.Put
        && result instanceof Result.Written
        && completedNanos < later.invokedNanos;
  }

  /** Whether it was that already when the other operation was invoked. */
  public boolean isAcknowledgedQuorumPutBy(Operation later) {
    return isAcknowledgedQuorumPut() && completedNanos < later.invokedNanos;
  }

  /** Whether it may have had effect before {@code nanos}. */
  public boolean mayHaveTakenEffectBy(long nanos) {
    return action instanceof Action.Put
        && invokedNanos <= nanos
        && !(result instanceof Result.NotApplied);
  }

  public Operation completed(long nanos, Result how) {
    return new Operation(index, client, number, key, action, invokedNanos, nanos, how);
  }

  @Override
  public String toString() {
    String what =
        switch (action) {
          case Action.Get get -> "get " + key + (get.quorum() ? "" : " (weak)");
          case Action.Put put ->
              (put.value() == null ? "delete " + key : "put " + key + " = " + put.value())
                  + (put.basis() == null ? " blind" : " after #" + put.basis())
                  + (put.quorum() ? "" : " (weak)");
        };
    String end = completedNanos == Long.MAX_VALUE ? "…" : seconds(completedNanos);
    return "#"
        + index
        + " client "
        + client
        + " "
        + what
        + " ["
        + seconds(invokedNanos)
        + ", "
        + end
        + "] "
        + words(result);
  }

  private static String words(Result result) {
    return switch (result) {
      case Result.Seen seen -> seen.words();
      case Result.Written written -> "written";
      case Result.NotApplied refused -> "not applied";
      case Result.Unknown unknown -> "unknown";
      case Result.Pending pending -> "pending";
    };
  }

  private static String seconds(long nanos) {
    return nanos / 1_000_000 / 1000.0 + " s";
  }
}
