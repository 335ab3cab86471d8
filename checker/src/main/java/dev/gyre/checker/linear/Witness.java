package dev.gyre.checker.linear;

import io.vavr.collection.Vector;
import java.util.Objects;

/**
 * Why a history is not linearizable: operations of one object that no order explains, whatever the
 * others did. Taking one away leaves a history that has an order.
 *
 * @param key the object
 * @param operations numbers in the history, by invocation
 * @param context what is granted to all other operations
 * @param story the argument for people
 */
public record Witness(Object key, Vector<Integer> operations, Context context, Story story) {
  /** Refuses a witness of nothing. */
  public Witness {
    Objects.requireNonNull(key, "key");
    if (operations.isEmpty()) {
      throw new IllegalArgumentException("a witness needs an operation");
    }
  }

  /**
   * What the witness holds in spite of: the others' effects, freed from their times.
   *
   * @param origins numbers of operations that count as having happened at some unknown time, or
   *     never
   * @param freeValues values that may be written at any time, any number of times
   * @param fromMiddle whether the value at the beginning may be anything
   */
  public record Context(Vector<Integer> origins, Vector<Object> freeValues, boolean fromMiddle) {}

  /**
   * The argument.
   *
   * @param headline one sentence
   * @param sentences step by step
   */
  public record Story(String headline, Vector<String> sentences) {}
}
