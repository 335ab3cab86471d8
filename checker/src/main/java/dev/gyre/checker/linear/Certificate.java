package dev.gyre.checker.linear;

import dev.gyre.checker.history.History;
import dev.gyre.checker.history.Outcome;
import dev.gyre.checker.model.Model;
import io.vavr.collection.Vector;
import java.util.BitSet;

/**
 * A linearization of one object: the proof of a valid verdict, checked by {@link #explains} without
 * trusting whoever found it.
 *
 * @param key the object
 * @param operations numbers of operations in the history, in an order that explains them; an
 *     operation of unknown outcome that is missing never took effect
 */
public record Certificate(Object key, Vector<Integer> operations) {
  /**
   * Replays the order: no operation twice or before one that it follows in real time, each step
   * allowed by the model, and nothing left out that happened.
   *
   * @param all the numbers of the object's operations
   */
  public static <S> boolean explains(
      History history, Model<S> model, Iterable<Integer> all, Iterable<Integer> order) {
    S state = model.initial();
    long latest = -1;
    BitSet placed = new BitSet();
    for (int i : order) {
      S next = model.step(state, history.operation(i));
      if (next == null || placed.get(i) || history.completed(i) < latest) {
        return false;
      }
      state = next;
      placed.set(i);
      latest = Math.max(latest, history.invoked(i));
    }
    for (int i : all) {
      boolean happened = history.outcome(i) == Outcome.OK || history.outcome(i) == Outcome.MISMATCH;
      if (happened && !placed.get(i)) {
        return false;
      }
    }
    return true;
  }
}
