package dev.gyre.checker.linear;

import java.util.Arrays;

/**
 * Puts mismatches that do not say what they saw into an order of all other operations.
 *
 * <p>A mismatch changes nothing, so for a given order it is best placed at the first gap where it
 * is allowed: after everything that it follows in real time, other mismatches included (leaving
 * those out accepts histories that are not linearizable), and where the value is not the one it
 * expected. It must come before whatever follows it in real time. That decides the order at hand,
 * not all orders: {@link #contradiction} is set only where every order fails.
 */
final class BlindMismatches {
  private final Clusters clusters;
  private final RegisterProblem problem;
  private final int[] given;

  /** Whether all found a place. */
  boolean placed;

  /** The completed order. */
  int[] order;

  /** Operations that no order reconciles, or empty. */
  int[] contradiction = {};

  private int length;
  private int[] waiting = new int[8];
  private int waitingCount;
  private int value;

  BlindMismatches(Clusters clusters, int[] given) {
    this.clusters = clusters;
    this.problem = clusters.problem;
    this.given = given;
    this.order = new int[problem.size];
    this.value = problem.initial;
    for (int i = 0; i < problem.size && contradiction.length == 0; i++) {
      if (problem.kind[i] == RegisterProblem.NOT) {
        refute(i);
      }
    }
    placed = contradiction.length == 0 && place();
    order = Arrays.copyOf(order, length);
  }

  /**
   * Whether the expected value was there from before the mismatch began until after it ended,
   * whatever the order: some operation that needs the value written completes before, and some
   * operation that needs it not yet replaced begins after.
   */
  private void refute(int mismatch) {
    int cluster = clusters.writer(problem.first[mismatch]);
    if (cluster < 0 || (cluster != clusters.initial() && !clusters.effective[cluster])) {
      return;
    }
    int before = cluster == clusters.initial() ? Clusters.NONE : cluster;
    before = earlier(before, clusters.firstRead[cluster], cluster);
    int next = clusters.successor[cluster];
    if (before != Clusters.NONE && next != Clusters.NONE && cluster != clusters.initial()) {
      before = earlier(before, next, cluster);
    }
    boolean there =
        cluster == clusters.initial()
            || (before != Clusters.NONE && problem.completed[before] < problem.invoked[mismatch]);
    int after = clusters.lastRead[cluster];
    if (next != Clusters.NONE
        && (after == Clusters.NONE || problem.invoked[next] > problem.invoked[after])) {
      after = next;
    }
    boolean still = after != Clusters.NONE && problem.invoked[after] > problem.completed[mismatch];
    if (there && still) {
      contradiction =
          cluster == clusters.initial()
              ? new int[] {mismatch, after}
              : new int[] {before, mismatch, after};
    }
  }

  private int earlier(int one, int other, int cluster) {
    if (cluster == clusters.initial() || other == Clusters.NONE) {
      return one;
    }
    return one == Clusters.NONE || problem.completed[other] < problem.completed[one] ? other : one;
  }

  private boolean place() {
    long[] completions = new long[given.length + 1];
    completions[given.length] = Long.MAX_VALUE;
    for (int k = given.length - 1; k >= 0; k--) {
      completions[k] = Math.min(completions[k + 1], problem.completed[given[k]]);
    }
    int next = nextMismatch(0);
    for (int k = 0; k <= given.length; k++) {
      while (next < problem.size && problem.invoked[next] <= completions[k]) {
        await(next);
        next = nextMismatch(next + 1);
      }
      settle();
      if (k == given.length) {
        break;
      }
      for (int w = 0; w < waitingCount; w++) {
        if (problem.completed[waiting[w]] < problem.invoked[given[k]]) {
          return false;
        }
      }
      apply(given[k]);
      settle();
    }
    return waitingCount == 0;
  }

  private void apply(int index) {
    order[length++] = index;
    if (problem.kind[index] == RegisterProblem.WRITE) {
      value = problem.first[index];
    } else if (problem.kind[index] == RegisterProblem.CAS) {
      value = problem.second[index];
    }
  }

  private int nextMismatch(int from) {
    int index = from;
    while (index < problem.size && problem.kind[index] != RegisterProblem.NOT) {
      index++;
    }
    return index;
  }

  private void await(int mismatch) {
    if (waitingCount == waiting.length) {
      waiting = Arrays.copyOf(waiting, waitingCount * 2);
    }
    waiting[waitingCount++] = mismatch;
  }

  /** Places whoever may be placed now; the others keep their order. */
  private void settle() {
    int kept = 0;
    long completes = Long.MAX_VALUE;
    for (int w = 0; w < waitingCount; w++) {
      int mismatch = waiting[w];
      if (problem.first[mismatch] != value && problem.invoked[mismatch] <= completes) {
        order[length++] = mismatch;
      } else {
        waiting[kept++] = mismatch;
        completes = Math.min(completes, problem.completed[mismatch]);
      }
    }
    waitingCount = kept;
  }
}
