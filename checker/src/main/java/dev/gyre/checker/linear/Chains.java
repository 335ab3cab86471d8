package dev.gyre.checker.linear;

import java.util.Arrays;

/**
 * Clusters joined by compare-and-sets: an unbroken stretch of any linearization, since nothing fits
 * between a value and the compare-and-set that replaces it.
 *
 * <p>A chain is summed up by its zone: {@link #finish}, the first completion in it, and {@link
 * #start}, the last invocation. Chain A must precede chain B exactly when finish(A) is before
 * start(B).
 */
final class Chains {
  private static final long BEFORE_ALL = -1;

  private final Clusters clusters;
  private final RegisterProblem problem;

  int size;

  /** The first cluster of a chain. */
  int[] root = new int[16];

  long[] finish = new long[16];
  long[] start = new long[16];

  /** The operation that completes first, or {@link Clusters#NONE} for the initial write. */
  int[] finisher = new int[16];

  /** The operation that is invoked last. */
  int[] starter = new int[16];

  /** Operations that cannot be together, or empty. */
  int[] contradiction = {};

  private int visited;

  Chains(Clusters clusters) {
    this.clusters = clusters;
    this.problem = clusters.problem;
    walk(clusters.initial());
    int writes = 0;
    for (int i = 0; i < problem.size && contradiction.length == 0; i++) {
      if (clusters.effective[i]) {
        writes++;
        if (problem.kind[i] == RegisterProblem.WRITE) {
          walk(i);
        }
      }
    }
    if (contradiction.length == 0 && visited <= writes) {
      contradiction = circle();
    }
  }

  /**
   * Follows a chain. Each stage (a write, then the reads of its value, then the next
   * compare-and-set) must not be over before an operation of an earlier stage begins.
   */
  private void walk(int first) {
    long finishes = Long.MAX_VALUE;
    long starts = BEFORE_ALL;
    int finisherIndex = Clusters.NONE;
    int starterIndex = Clusters.NONE;
    for (int c = first; c != Clusters.NONE; c = clusters.successor[c]) {
      visited++;
      if (c == clusters.initial()) {
        finishes = BEFORE_ALL;
      } else {
        if (problem.completed[c] < starts) {
          contradiction = new int[] {starterIndex, c};
          return;
        }
        if (problem.completed[c] < finishes) {
          finishes = problem.completed[c];
          finisherIndex = c;
        }
        if (problem.invoked[c] > starts) {
          starts = problem.invoked[c];
          starterIndex = c;
        }
      }
      int read = clusters.firstRead[c];
      if (read != Clusters.NONE) {
        if (problem.completed[read] < starts) {
          contradiction = new int[] {starterIndex, read};
          return;
        }
        if (problem.completed[read] < finishes) {
          finishes = problem.completed[read];
          finisherIndex = read;
        }
        int last = clusters.lastRead[c];
        if (problem.invoked[last] > starts) {
          starts = problem.invoked[last];
          starterIndex = last;
        }
      }
    }
    add(first, finishes, starts, finisherIndex, starterIndex);
  }

  private void add(int first, long finishes, long starts, int finishedBy, int startedBy) {
    if (size == root.length) {
      int capacity = size * 2;
      root = Arrays.copyOf(root, capacity);
      finish = Arrays.copyOf(finish, capacity);
      start = Arrays.copyOf(start, capacity);
      finisher = Arrays.copyOf(finisher, capacity);
      starter = Arrays.copyOf(starter, capacity);
    }
    root[size] = first;
    finish[size] = finishes;
    start[size] = starts;
    finisher[size] = finishedBy;
    starter[size] = startedBy;
    size++;
  }

  /** Compare-and-sets that feed each other and have no beginning. */
  private int[] circle() {
    boolean[] reached = new boolean[problem.size + 1];
    for (int chain = 0; chain < size; chain++) {
      for (int c = root[chain]; c != Clusters.NONE; c = clusters.successor[c]) {
        reached[c] = true;
      }
    }
    int from = 0;
    while (!clusters.effective[from] || reached[from]) {
      from++;
    }
    int[] circle = new int[problem.size];
    int length = 0;
    int at = from;
    do {
      circle[length++] = at;
      at = clusters.successor[at];
    } while (at != from && at != Clusters.NONE);
    return Arrays.copyOf(circle, length);
  }
}
