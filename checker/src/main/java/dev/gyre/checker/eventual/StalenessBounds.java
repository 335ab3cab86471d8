package dev.gyre.checker.eventual;

import dev.gyre.checker.history.Ascending;
import java.util.Arrays;

/**
 * From which to which k a register is k-atomic, in O(n log n).
 *
 * <p>At least: writes that begin after a read's write has ended and end before the read begins lie
 * between the two in any order. At most: the order by one moment in each operation's interval, a
 * write's end and a read's beginning (or its write's end, if later), is one that respects real
 * time; what it costs is counted.
 */
final class StalenessBounds {
  private final Versions versions;
  int atLeast = 1;
  int atMost = 1;

  /** A read that shows {@link #atLeast}, by its number in the history, or −1. */
  int stalest = -1;

  StalenessBounds(Versions versions) {
    this.versions = versions;
    between();
    ordered();
  }

  private void between() {
    int writes = versions.writes;
    int[] byFinish = Versions.ascending(versions.finish, writes);
    long[] starts = Arrays.copyOf(versions.start, writes);
    Arrays.sort(starts);
    int[] tree = new int[writes + 1];
    int added = 0;
    for (int r : Versions.ascending(versions.readStart, versions.reads)) {
      while (added < writes && versions.finish[byFinish[added]] < versions.readStart[r]) {
        add(tree, Ascending.below(starts, versions.start[byFinish[added++]]) + 1);
      }
      int early = Ascending.below(starts, versions.finish[versions.source[r]] + 1);
      int count = added - sum(tree, early);
      if (count + 1 > atLeast) {
        atLeast = count + 1;
        stalest = versions.readIndex[r];
      }
    }
  }

  private static void add(int[] tree, int at) {
    for (int i = at; i < tree.length; i += i & -i) {
      tree[i]++;
    }
  }

  private static int sum(int[] tree, int to) {
    int sum = 0;
    for (int i = to; i > 0; i -= i & -i) {
      sum += tree[i];
    }
    return sum;
  }

  private void ordered() {
    int[] order = Versions.ascending(versions.finish, versions.writes);
    long[] moments = new long[versions.writes];
    int[] rank = new int[versions.writes];
    for (int i = 0; i < order.length; i++) {
      moments[i] = versions.finish[order[i]];
      rank[order[i]] = i;
    }
    for (int r = 0; r < versions.reads; r++) {
      int newer = Ascending.below(moments, versions.readStart[r]) - rank[versions.source[r]] - 1;
      atMost = Math.max(atMost, newer + 1);
    }
  }
}
