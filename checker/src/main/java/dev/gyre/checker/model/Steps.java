package dev.gyre.checker.model;

import org.jspecify.annotations.Nullable;

/** The shape that many transitions have. */
final class Steps {
  private Steps() {}

  /** The same state if that was legal. */
  static <S> @Nullable S unchanged(S state, boolean legal) {
    return legal ? state : null;
  }
}
