package dev.gyre.scenarios.dsl;

/** What is asked of a run, or of many. */
public sealed interface Check {

  /** Holds of the whole run, whatever happened. */
  record Always(Promise promise) implements Check {}

  /** Holds once everything was healed and the quiet time is over. */
  record Eventually(Promise promise) implements Check {}

  /** Some run of a campaign reaches this state. */
  record Sometimes(String state) implements Check {
    public Sometimes {
      if (state.isBlank()) {
        throw new IllegalArgumentException("a state that is to be reached has a name");
      }
    }
  }
}
