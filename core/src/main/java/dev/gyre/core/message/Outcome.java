package dev.gyre.core.message;

import dev.gyre.core.cell.Sibling;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended: applied, certainly not applied, or unknown. There is no fourth (DESIGN rule
 * 11).
 */
public sealed interface Outcome {

  /**
   * A get's answer.
   *
   * @param siblings what survives, newest first; the first one is the value (a tombstone: absent);
   *     empty if the key was never written
   * @param context covers all of it, also when absent
   * @param version of the strong lane, if these siblings are all of it and nothing else; else NONE
   */
  record Found(List<Sibling> siblings, ContextToken context, Ballot version) implements Outcome {
    /** What no linearizable operation has met. */
    public Found(List<Sibling> siblings, ContextToken context) {
      this(siblings, context, Ballot.NONE);
    }
  }

  /**
   * A page of a scan.
   *
   * @param entries ascending by key; possibly none
   * @param next what to ask for keys after, for the next page; null at the end of the range
   */
  record Page(List<Entry> entries, @Nullable Key next) implements Outcome {

    /**
     * A key that holds a value.
     *
     * @param value of the newest sibling; empty where keys alone were asked for
     * @param stamp the hybrid logical time of its write
     * @param siblings how many there are, deletes included
     */
    public record Entry(Key key, Value value, long stamp, int siblings) {}
  }

  /**
   * The write is durable on as many owners as was asked. The context covers it.
   *
   * @param version that a linearizable write created; NONE after an eventual one
   */
  record Written(ContextToken context, Ballot version) implements Outcome {
    /** Of an eventual write. */
    public Written(ContextToken context) {
      this(context, Ballot.NONE);
    }
  }

  /**
   * A compare-and-set found something else. It is certainly not applied, now and later.
   *
   * @param seen what it found; null if that was found by an earlier attempt of a retried operation
   *     and is not remembered
   */
  record ConditionFailed(@Nullable Found seen) implements Outcome {}

  /** Owners were compared, and given what they lacked. */
  record Repaired(RepairReport report) implements Outcome {}

  /** Certainly without effect, now and later. */
  record NotApplied(Refusal refusal, String detail) implements Outcome {}

  /** It may have been applied, or may still be. */
  record Unknown(String detail) implements Outcome {}
}
