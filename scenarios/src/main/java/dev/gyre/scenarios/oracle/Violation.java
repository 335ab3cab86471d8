package dev.gyre.scenarios.oracle;

/**
 * A broken promise.
 *
 * @param promise which one: the fingerprint that a replay must show again
 * @param sentence what happened, for a person
 */
public record Violation(String promise, String sentence) {
  @Override
  public String toString() {
    return promise + ": " + sentence;
  }
}
