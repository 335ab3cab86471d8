package dev.gyre.core.machine;

import io.vavr.collection.List;
import org.jspecify.annotations.Nullable;

/**
 * What a transition gives: the next state, or null when the machine is done, and what to do, in
 * order.
 *
 * @param next null: the request is over and its timer is disarmed
 */
public record Step(@Nullable Coordination next, List<Effect> effects) {

  public static Step stay(Coordination next) {
    return new Step(next, List.empty());
  }

  public static Step to(Coordination next, List<Effect> effects) {
    return new Step(next, effects);
  }

  /** The end of work that nobody waits for. */
  public static Step over() {
    return new Step(null, List.empty());
  }

  /** The same, after something else was done. */
  public Step after(Effect first) {
    return new Step(next, effects.prepend(first));
  }

  public static Step done(Effect last) {
    return new Step(null, List.of(last));
  }
}
