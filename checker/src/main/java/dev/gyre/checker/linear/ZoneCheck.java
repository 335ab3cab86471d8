package dev.gyre.checker.linear;

import dev.gyre.checker.history.Ascending;
import java.util.Arrays;

/**
 * Decides a register whose seen values have one write each, in O(n log n), after Gibbons and Korach
 * (1997): a linearization exists exactly when no chain contradicts itself and no two chains must
 * each precede the other.
 *
 * <p>Two suffice: if finish(A) &lt; start(B), finish(B) &lt; start(C) and finish(C) &lt; start(A),
 * then the one of the three that finishes first is before the other two and after one of them. And
 * ordering chains by finish + start respects every precedence: finish(A) &lt; start(B) and not
 * finish(B) &lt; start(A) give finish(A) + start(A) &lt; start(B) + finish(B).
 *
 * <p>Mismatches that do not say what they saw are placed into that order afterwards; where this
 * fails without a proof that it must, the answer is {@link Answer#UNDECIDED}.
 */
final class ZoneCheck {
  /** What the zones say. */
  enum Answer {
    /** There is a linearization. */
    VALID,
    /** There is none; {@link #core} contradicts itself. */
    INVALID,
    /** A value has several writes, or a mismatch does not fit: ask somebody else. */
    UNDECIDED
  }

  private final RegisterProblem problem;
  private final Clusters clusters;
  private Answer answer = Answer.UNDECIDED;
  private int[] core = {};
  private int[] linearization = {};

  private ZoneCheck(RegisterProblem problem, ValueMap writers) {
    this.problem = problem;
    this.clusters = new Clusters(problem, writers);
  }

  /**
   * Judges a problem.
   *
   * @param certify whether {@link #linearization} is wanted
   */
  static ZoneCheck of(RegisterProblem problem, ValueMap writers, boolean certify) {
    ZoneCheck check = new ZoneCheck(problem, writers);
    check.decide(certify);
    return check;
  }

  Answer answer() {
    return answer;
  }

  /**
   * Of an invalid problem, the indices of operations whose intervals cannot all be right while each
   * seen value has the write that it has.
   */
  int[] core() {
    return core;
  }

  /** Of a valid one, the indices in an order that explains it. */
  int[] linearization() {
    return linearization;
  }

  private void decide(boolean certify) {
    if (clusters.contradiction.length > 0) {
      refute(clusters.contradiction);
      return;
    }
    if (clusters.ambiguous) {
      return;
    }
    Chains chains = new Chains(clusters);
    if (chains.contradiction.length > 0) {
      refute(chains.contradiction);
      return;
    }
    int[] pair = opposed(chains);
    if (pair.length > 0) {
      refute(pair);
      return;
    }
    if (!clusters.blind && !certify) {
      answer = Answer.VALID;
      return;
    }
    int[] order = order(chains);
    if (clusters.blind) {
      BlindMismatches blind = new BlindMismatches(clusters, order);
      if (blind.contradiction.length > 0) {
        refute(blind.contradiction);
        return;
      }
      if (!blind.placed) {
        return;
      }
      order = blind.order;
    }
    answer = Answer.VALID;
    linearization = order;
  }

  private void refute(int[] operations) {
    answer = Answer.INVALID;
    core = Arrays.stream(operations).filter(i -> i != Clusters.NONE).distinct().sorted().toArray();
  }

  /**
   * The ends of two chains that must each precede the other, or nothing.
   *
   * <p>For each chain B it is enough to look at the one that starts last among all that must
   * precede B. If that is B itself, then whatever is opposed to B finds B, or its like, from its
   * own side.
   */
  private int[] opposed(Chains chains) {
    int size = chains.size;
    int[] order = IndexSort.ascending(chains.finish, size);
    long[] finishes = new long[size];
    int[] latest = new int[size];
    for (int i = 0; i < size; i++) {
      int chain = order[i];
      finishes[i] = chains.finish[chain];
      boolean later = i == 0 || chains.start[chain] > chains.start[latest[i - 1]];
      latest[i] = later ? chain : latest[i - 1];
    }
    for (int b = 0; b < size; b++) {
      int count = Ascending.below(finishes, chains.start[b]);
      int a = count == 0 ? b : latest[count - 1];
      if (a != b && chains.start[a] > chains.finish[b]) {
        return new int[] {
          chains.finisher[a], chains.starter[a], chains.finisher[b], chains.starter[b]
        };
      }
    }
    return new int[0];
  }

  /** Chains by the middle of their zones; in each the write, its reads, the compare-and-set … */
  private int[] order(Chains chains) {
    int[] firstOf = new int[problem.size + 2];
    for (int i = 0; i < problem.size; i++) {
      if (isRead(i)) {
        firstOf[clusters.seen[i] + 1]++;
      }
    }
    for (int c = 0; c <= problem.size; c++) {
      firstOf[c + 1] += firstOf[c];
    }
    int[] reads = new int[firstOf[problem.size + 1]];
    int[] filled = firstOf.clone();
    for (int i = 0; i < problem.size; i++) {
      if (isRead(i)) {
        reads[filled[clusters.seen[i]]++] = i;
      }
    }
    long[] middles = new long[chains.size];
    for (int chain = 0; chain < chains.size; chain++) {
      boolean first = chains.root[chain] == clusters.initial();
      middles[chain] = first ? Long.MIN_VALUE : chains.finish[chain] + chains.start[chain];
    }
    int[] order = new int[problem.size];
    int length = 0;
    for (int chain : IndexSort.ascending(middles, chains.size)) {
      for (int c = chains.root[chain]; c != Clusters.NONE; c = clusters.successor[c]) {
        if (c != clusters.initial()) {
          order[length++] = c;
        }
        for (int r = firstOf[c]; r < firstOf[c + 1]; r++) {
          order[length++] = reads[r];
        }
      }
    }
    return Arrays.copyOf(order, length);
  }

  private boolean isRead(int index) {
    return problem.kind[index] == RegisterProblem.READ;
  }
}
