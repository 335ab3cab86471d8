package dev.gyre.core.coordinate;

import dev.gyre.core.message.Consistency;

/**
 * What a write may make of hints.
 *
 * @param route whom it meets
 * @param hintServes whether one hint is enough: at ANY alone
 * @param heldFor the position of the owner for whom this node keeps the write, being none itself;
 *     {@link #NOBODY} at an owner, which keeps it in its cell
 * @param doubtful whether an owner was handed the write before and did not answer
 */
record Sloppiness(Route route, boolean hintServes, int heldFor, boolean doubtful) {
  static final int NOBODY = -1;

  static Sloppiness atOwner(Route route, Consistency level) {
    return new Sloppiness(route, level.equals(Consistency.ANY), NOBODY, false);
  }

  boolean isHeld() {
    return heldFor != NOBODY;
  }

  /** The same for the next owner; {@link #NOBODY} behind the last. */
  Sloppiness heldForNext() {
    int next = heldFor + 1 == route.owners().size() ? NOBODY : heldFor + 1;
    return new Sloppiness(route, hintServes, next, doubtful);
  }

  /** Fallbacks for those believed down, and this node for whom it keeps the write. */
  StandIns standIns() {
    StandIns none = StandIns.none(route.fallbacks());
    return (isHeld() ? none.assign(Task.bit(heldFor)) : none).assign(route.down());
  }
}
