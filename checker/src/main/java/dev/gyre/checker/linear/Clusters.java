package dev.gyre.checker.linear;

import java.util.Arrays;

/**
 * Groups the operations of a register by the write whose value they saw (Gibbons and Korach,
 * "Testing shared memories", SIAM J. Comput. 26, 1997: a write and its reads are a cluster).
 *
 * <p>Extended in three ways. A successful compare-and-set reads its predecessor's cluster and heads
 * its own. An operation of unknown outcome took effect when somebody required saw its value, and
 * then whatever it needed took effect too; the others are left out. The initial value is a cluster
 * whose write is over before everything.
 *
 * <p>A cluster is named by the index of its write; the initial one by {@link #initial()}.
 */
final class Clusters {
  private static final int SEVERAL = -2;
  static final int NONE = -1;

  final RegisterProblem problem;
  private final ValueMap writers;

  /** For a read the cluster that it saw, for a compare-and-set the one that it replaced. */
  final int[] seen;

  /** For a write or compare-and-set, whether it took effect. */
  final boolean[] effective;

  /** For a cluster, the compare-and-set that replaced it. */
  final int[] successor;

  /** For a cluster, its read that completed first. */
  final int[] firstRead;

  /** For a cluster, its read that was invoked last. */
  final int[] lastRead;

  private int[] stack = new int[8];
  private int depth;

  /** Operations that cannot be together, or empty. */
  int[] contradiction = {};

  /** Whether some value that was seen may come from several writes. */
  boolean ambiguous;

  /** Whether there are mismatches that do not say what they saw. */
  boolean blind;

  Clusters(RegisterProblem problem, ValueMap writers) {
    this.problem = problem;
    this.writers = writers;
    int size = problem.size;
    seen = new int[size];
    effective = new boolean[size];
    successor = new int[size + 1];
    firstRead = new int[size + 1];
    lastRead = new int[size + 1];
    Arrays.fill(seen, NONE);
    Arrays.fill(successor, NONE);
    Arrays.fill(firstRead, NONE);
    Arrays.fill(lastRead, NONE);
    name();
    see();
    if (contradiction.length == 0 && !ambiguous) {
      link();
    }
  }

  int initial() {
    return problem.size;
  }

  /** The one write of a value, or {@link #NONE}, or a smaller number when there are several. */
  int writer(int value) {
    return writers.get(value);
  }

  private void name() {
    writers.clear();
    writers.put(problem.initial, initial());
    for (int i = 0; i < problem.size; i++) {
      byte kind = problem.kind[i];
      if (kind == RegisterProblem.WRITE || kind == RegisterProblem.CAS) {
        int value = kind == RegisterProblem.CAS ? problem.second[i] : problem.first[i];
        writers.put(value, writers.get(value) == ValueMap.NONE ? i : SEVERAL);
      }
    }
  }

  private void see() {
    for (int i = 0; i < problem.size && contradiction.length == 0; i++) {
      switch (problem.kind[i]) {
        case RegisterProblem.READ -> see(i);
        case RegisterProblem.WRITE -> effective[i] |= !problem.optional(i);
        case RegisterProblem.CAS -> {
          if (!problem.optional(i)) {
            take(i);
          }
        }
        case RegisterProblem.NOT -> blind = true;
        default -> contradiction = new int[] {i};
      }
      while (depth > 0 && contradiction.length == 0) {
        see(stack[--depth]);
      }
    }
  }

  private void take(int write) {
    if (!effective[write]) {
      effective[write] = true;
      if (problem.kind[write] == RegisterProblem.CAS) {
        if (depth == stack.length) {
          stack = Arrays.copyOf(stack, depth * 2);
        }
        stack[depth++] = write;
      }
    }
  }

  private void see(int index) {
    int writer = writers.get(problem.first[index]);
    if (writer == ValueMap.NONE) {
      contradiction = new int[] {index};
    } else if (writer == SEVERAL) {
      ambiguous = true;
    } else {
      seen[index] = writer;
      if (writer != initial()) {
        take(writer);
      }
    }
  }

  private void link() {
    for (int i = 0; i < problem.size; i++) {
      int cluster = seen[i];
      if (cluster == NONE) {
        continue;
      }
      if (problem.kind[i] == RegisterProblem.READ) {
        int first = firstRead[cluster];
        if (first == NONE || problem.completed[i] < problem.completed[first]) {
          firstRead[cluster] = i;
        }
        int last = lastRead[cluster];
        if (last == NONE || problem.invoked[i] > problem.invoked[last]) {
          lastRead[cluster] = i;
        }
      } else if (successor[cluster] == NONE) {
        successor[cluster] = i;
      } else {
        contradiction = new int[] {successor[cluster], i};
        return;
      }
    }
  }
}
