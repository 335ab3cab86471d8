package dev.gyre.checker.model;

import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import java.util.function.Predicate;
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

  /**
   * A test that every state of every linearization of some operations passes: what fails it is not
   * searched. A model that only grows knows from its longest read which orders of growing are idle.
   *
   * @param operations all operations on one object
   */
  default Predicate<S> possible(Iterable<Operation> operations) {
    return state -> true;
  }

  /** Whether keys are objects of their own, each judged alone. */
  default boolean splitByKey() {
    return true;
  }
}
