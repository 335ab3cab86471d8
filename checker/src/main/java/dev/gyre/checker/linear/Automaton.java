package dev.gyre.checker.linear;

/** A model with its states and its calls numbered. */
interface Automaton {
  /** What {@link #step} answers when the object could not have answered as recorded. */
  int IMPOSSIBLE = -1;

  /** The state after a call, or {@link #IMPOSSIBLE}. */
  int step(int state, int call);

  /** Whether calls, however often repeated, reach no more states than there are values. */
  boolean finite();

  /** Whether a call never changes any state. */
  boolean readOnly(int call);
}
