package dev.gyre.core.machine;

/**
 * One request's small machine: an immutable record. A signal gives the next state or the end, with
 * effects; a signal that the current phase cannot meet throws {@link IllegalStateException} naming
 * both.
 */
public interface Coordination {
  Step on(Signal signal);
}
