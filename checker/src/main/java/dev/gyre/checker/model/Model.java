package dev.gyre.checker.model;

import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A sequential object: what it does when operations come one at a time.
 *
 * @param <S> an immutable state; states are compared and memoised by {@code equals} and {@code
 *     hashCode}
 */
public interface Model<S> {
  /** The name on a command line and in reports. */
  String name();

  /** The state before any operation. */
  S initial();

  /**
   * The state after an operation, or null when this object could not have answered as recorded.
   *
   * <p>For {@link Outcome#UNKNOWN} it is the state if the operation took effect, whatever it would
   * have answered. {@link Outcome#FAILED} is never asked about.
   *
   * @throws IllegalArgumentException if the object has no such operation; the message says what it
   *     has
   */
  @Nullable S step(S state, Operation operation);

  /** Whether an operation never changes the state, whatever the state; true enables shortcuts. */
  default boolean readOnly(Operation operation) {
    return false;
  }

  /** What a search needs to know of a state. */
  @FunctionalInterface
  interface View<S> {
    /**
     * A state that all further operations treat alike, or null for one that no linearization has.
     */
    @Nullable S of(S state);
  }

  /**
   * How some operations see states: what none of them will ever tell apart need not be searched
   * twice, and what none of them allows not at all. A model that grows knows from its reads which
   * orders of growing are idle.
   *
   * @param operations all operations on one object
   */
  default View<S> view(Iterable<Operation> operations) {
    return state -> state;
  }

  /** Whether keys are objects of their own, each judged alone. */
  default boolean splitByKey() {
    return true;
  }
}
