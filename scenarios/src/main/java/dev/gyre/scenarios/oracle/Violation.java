package dev.gyre.scenarios.oracle;

import dev.gyre.scenarios.dsl.Promise;

/**
 * A broken promise.
 *
 * @param promise which one: the fingerprint that a replay must show again
 * @param sentence what happened, for a person
 */
public record Violation(Promise promise, String sentence) {
  @Override
  public String toString() {
    return promise.word() + ": " + sentence;
  }
}
