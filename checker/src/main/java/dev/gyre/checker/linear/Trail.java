package dev.gyre.checker.linear;

import java.util.Arrays;

/** How configurations came about, so that a linearization can be told afterwards. */
final class Trail {
  /** Where every trail begins. */
  static final int START = -1;

  private final Budget budget;
  private int[] parent = new int[64];
  private int[] taken = new int[64];
  private int[] position = new int[64];
  private int size;
  private boolean lost;

  Trail(Budget budget) {
    this.budget = budget;
  }

  /** Whether memory ran out, so that no linearization can be told. */
  boolean lost() {
    return lost;
  }

  /** Notes that an operation was linearized at a position; the number of the longer trail. */
  int note(int before, int operation, int at) {
    if (lost) {
      return START;
    }
    if (size == parent.length) {
      if (!budget.take(size * 12L)) {
        lost = true;
        budget.take(-size * 12L);
        parent = new int[0];
        taken = new int[0];
        position = new int[0];
        return START;
      }
      parent = Arrays.copyOf(parent, size * 2);
      taken = Arrays.copyOf(taken, size * 2);
      position = Arrays.copyOf(position, size * 2);
    }
    parent[size] = before;
    taken[size] = operation;
    position[size] = at;
    return size++;
  }

  /**
   * Tells the linearization of a complete trail: required operations by their index, optional ones
   * behind them.
   */
  int[] linearization(int end, SearchProblem problem, Timeline timeline, int initial) {
    int length = 0;
    for (int id = end; id != START; id = parent[id]) {
      length++;
    }
    int[] path = new int[length];
    for (int id = end; id != START; id = parent[id]) {
      path[--length] = id;
    }
    int[] order = new int[problem.size + path.length];
    int written = 0;
    boolean[] done = new boolean[problem.size];
    int state = initial;
    int at = 0;
    for (int r = 0; r < timeline.size(); r++) {
      if (done[timeline.completing[r]]) {
        continue;
      }
      written = settle(problem, timeline, r, state, done, order, written);
      while (at < path.length && position[path[at]] == r) {
        int operation = taken[path[at++]];
        boolean required = operation < problem.size;
        state = problem.automaton.step(state, call(problem, operation));
        order[written++] = operation;
        if (required) {
          done[operation] = true;
        }
        written = settle(problem, timeline, r, state, done, order, written);
      }
      if (!done[timeline.completing[r]]) {
        throw new IllegalStateException("a trail misses the operation that completes at " + r);
      }
    }
    return Arrays.copyOf(order, written);
  }

  private static int call(SearchProblem problem, int operation) {
    if (operation < problem.size) {
      return problem.call[operation];
    }
    int group = Arrays.binarySearch(problem.groupFrom, operation - problem.size);
    return problem.groupCall[group >= 0 ? group : -group - 2];
  }

  private static int settle(
      SearchProblem problem,
      Timeline timeline,
      int r,
      int state,
      boolean[] done,
      int[] order,
      int from) {
    int written = from;
    for (int i = timeline.readersFrom[r]; i < timeline.pendingFrom[r + 1]; i++) {
      int reader = timeline.pending[i];
      if (!done[reader] && problem.automaton.step(state, problem.call[reader]) == state) {
        done[reader] = true;
        order[written++] = reader;
      }
    }
    return written;
  }
}
