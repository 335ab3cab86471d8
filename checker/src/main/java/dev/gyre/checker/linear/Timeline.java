package dev.gyre.checker.linear;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The completions of a problem in order, and what was under way at each.
 *
 * <p>An operation has a slot while it is under way, so that a set of operations is a mask as wide
 * as the concurrency and not as long as the history. Operations that may change the state have
 * slots of their own, apart from those that never do.
 */
final class Timeline {
  /** The most entries of {@link #pending}; more is a history too concurrent to search. */
  static final int MAXIMUM_PENDING = 1 << 26;

  /** The operation of a completion. */
  final int[] completing;

  /** An operation's slot among its like. */
  final int[] slot;

  final boolean[] readOnly;

  /** Operations under way at a completion, at {@code [pendingFrom[r], pendingFrom[r + 1])}. */
  final int[] pendingFrom;

  /** Those that may change the state, by completion; then the others. */
  final int[] pending;

  /** Where the read-only ones begin. */
  final int[] readersFrom;

  int mutatorSlots;
  int readerSlots;

  private Timeline(SearchProblem problem, int total) {
    int size = problem.size;
    completing = IndexSort.ascending(problem.completed, size);
    slot = new int[size];
    readOnly = new boolean[size];
    pendingFrom = new int[size + 1];
    readersFrom = new int[size];
    pending = new int[total];
    for (int i = 0; i < size; i++) {
      readOnly[i] = problem.automaton.readOnly(problem.call[i]);
    }
    sweep(problem);
  }

  /** The timeline, or null when too much is under way at once. */
  static @Nullable Timeline of(SearchProblem problem) {
    int size = problem.size;
    int[] completing = IndexSort.ascending(problem.completed, size);
    long total = 0;
    int next = 0;
    for (int r = 0; r < size; r++) {
      while (next < size && problem.invoked[next] <= problem.completed[completing[r]]) {
        next++;
      }
      total += next - r;
    }
    return total > MAXIMUM_PENDING ? null : new Timeline(problem, (int) total);
  }

  private void sweep(SearchProblem problem) {
    int size = problem.size;
    int[] live = new int[16];
    int lives = 0;
    int at = 0;
    int next = 0;
    Slots mutators = new Slots();
    Slots readers = new Slots();
    for (int r = 0; r < size; r++) {
      int finished = completing[r];
      while (next < size && problem.invoked[next] <= problem.completed[finished]) {
        if (lives == live.length) {
          live = Arrays.copyOf(live, lives * 2);
        }
        slot[next] = (readOnly[next] ? readers : mutators).take();
        live[lives++] = next++;
      }
      pendingFrom[r] = at;
      int from = at;
      for (int i = 0; i < lives; i++) {
        if (!readOnly[live[i]]) {
          pending[at++] = live[i];
        }
      }
      IndexSort.sort(pending, from, at, problem.completed);
      readersFrom[r] = at;
      int kept = 0;
      for (int i = 0; i < lives; i++) {
        int index = live[i];
        if (readOnly[index]) {
          pending[at++] = index;
        }
        if (index != finished) {
          live[kept++] = index;
        }
      }
      lives = kept;
      (readOnly[finished] ? readers : mutators).free(slot[finished]);
    }
    pendingFrom[size] = at;
    mutatorSlots = mutators.used;
    readerSlots = readers.used;
  }

  int size() {
    return completing.length;
  }

  /** Gives out the lowest free slot. */
  private static final class Slots {
    private int[] free = new int[16];
    private int frees;
    private int used;

    int take() {
      return frees == 0 ? used++ : free[--frees];
    }

    void free(int index) {
      if (frees == free.length) {
        free = Arrays.copyOf(free, frees * 2);
      }
      free[frees++] = index;
    }
  }
}
