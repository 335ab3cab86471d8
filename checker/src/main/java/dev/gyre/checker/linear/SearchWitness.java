package dev.gyre.checker.linear;

import dev.gyre.checker.history.History;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Cuts a register's history that the searches refuted down to a witness.
 *
 * <p>Three relaxations, each of which keeps a contradiction true and is checked again: what begins
 * after the completion that no order explains goes away; what ended before some moment goes away,
 * and the value at that moment may be anything; each further operation may go away, a write leaving
 * behind that its value can be written at any time by anybody.
 */
final class SearchWitness {
  /** What the search for a small witness may cost at most. */
  private static final Duration MINIMIZING = Duration.ofSeconds(5);

  private static final Duration ONE_TRY = Duration.ofMillis(500);

  private final History history;
  private final Object key;
  private final RegisterProblem problem;
  private final Budget budget;
  private final Narrator narrator;

  SearchWitness(History history, Object key, RegisterProblem problem, Budget budget) {
    this.history = history;
    this.key = key;
    this.problem = problem;
    this.budget = budget;
    this.narrator = new Narrator(history);
  }

  Witness of(Portfolio.Result result) {
    long end = endOf(result);
    long start = latestStart(end);
    boolean fromMiddle = start >= 0;
    List<Integer> window = window(start, end);
    Budget small = Budget.of(MINIMIZING);
    BitSet kept =
        Minimizer.minimize(window.size(), subset -> refuted(window, subset, start, end), small);
    List<Integer> indices = new ArrayList<>();
    kept.stream().forEach(i -> indices.add(window.get(i)));
    SortedSet<Integer> free = freed(window, kept);
    Witness.Context context =
        new Witness.Context(
            Vector.empty(), Vector.ofAll(free).map(history.values()::get), fromMiddle);
    return new Witness(
        key,
        Vector.ofAll(indices).map(i -> problem.operation[i]),
        context,
        story(window, kept, start));
  }

  /** The position of the completion that the search could not pass. */
  private long endOf(Portfolio.Result result) {
    SearchProblem search = SearchProblem.of(problem);
    int[] completing = IndexSort.ascending(search.completed, search.size);
    return search.completed[completing[result.reached()]];
  }

  /** The last moment from which the rest is a contradiction whatever came before, or −1. */
  private long latestStart(long end) {
    List<Long> moments = new ArrayList<>();
    for (int i = 0; i < problem.size; i++) {
      if (problem.invoked[i] <= end) {
        moments.add(problem.invoked[i]);
      }
    }
    int width = 8;
    int from = moments.size();
    while (from > 0 && !budget.late()) {
      from = Math.max(0, moments.size() - width);
      if (refutedFrom(moments.get(from), end)) {
        return narrow(moments, from, end);
      }
      width *= 2;
    }
    return -1;
  }

  private long narrow(List<Long> moments, int refuted, long end) {
    int low = refuted;
    int high = moments.size();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (refutedFrom(moments.get(middle), end)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return moments.get(low);
  }

  private boolean refutedFrom(long start, long end) {
    List<Integer> window = window(start, end);
    BitSet all = new BitSet();
    all.set(0, window.size());
    return refuted(window, all, start, end);
  }

  /** Operations that are not over before a start and begin by an end. */
  private List<Integer> window(long start, long end) {
    List<Integer> window = new ArrayList<>();
    for (int i = 0; i < problem.size; i++) {
      boolean read = !writes(i);
      boolean before = read ? problem.invoked[i] < start : problem.completed[i] < start;
      boolean after = read ? problem.completed[i] > end : problem.invoked[i] > end;
      if (!before && !after) {
        window.add(i);
      }
    }
    return window;
  }

  private boolean writes(int index) {
    return problem.kind[index] == RegisterProblem.WRITE
        || problem.kind[index] == RegisterProblem.CAS;
  }

  private int written(int index) {
    return problem.kind[index] == RegisterProblem.CAS
        ? problem.second[index]
        : problem.first[index];
  }

  private SortedSet<Integer> freed(List<Integer> window, BitSet kept) {
    TreeSet<Integer> free = new TreeSet<>();
    for (int i = kept.nextClearBit(0); i < window.size(); i = kept.nextClearBit(i + 1)) {
      if (writes(window.get(i))) {
        free.add(written(window.get(i)));
      }
    }
    return free;
  }

  private boolean refuted(List<Integer> window, BitSet kept, long start, long end) {
    Budget one = Budget.of(ONE_TRY, 256L << 20);
    return Portfolio.decide(relaxed(window, kept, start, end), one, false).answer()
        == Portfolio.Answer.INVALID;
  }

  private SearchProblem relaxed(List<Integer> window, BitSet kept, long start, long end) {
    RegisterProblem relaxed = new RegisterProblem(problem.initial, kept.cardinality());
    TreeSet<Integer> values = new TreeSet<>();
    values.add(problem.initial);
    // A value that nobody speaks of: it can satisfy a mismatch that does not say what it saw.
    values.add(history.values().size() + 1);
    for (int index : window) {
      values.add(problem.first[index]);
      values.add(written(index));
    }
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      int index = window.get(i);
      boolean whole = problem.invoked[index] >= start && problem.completed[index] <= end;
      relaxed.add(
          index,
          problem.kind[index],
          problem.first[index],
          problem.second[index],
          problem.invoked[index],
          whole ? problem.completed[index] : History.OPEN);
    }
    int[] initial =
        start < 0
            ? new int[] {problem.initial}
            : values.stream().mapToInt(Integer::intValue).toArray();
    int[] free = freed(window, kept).stream().mapToInt(Integer::intValue).toArray();
    return SearchProblem.of(relaxed, initial, free);
  }

  private Witness.Story story(List<Integer> window, BitSet kept, long start) {
    List<String> sentences = new ArrayList<>();
    int last = window.get(kept.nextSetBit(0));
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      int index = window.get(i);
      sentences.add(narrator.full(problem.operation[index]));
      boolean later =
          problem.completed[last] == History.OPEN
              || (problem.completed[index] != History.OPEN
                  && problem.completed[index] > problem.completed[last]);
      last = later ? index : last;
    }
    sentences.add(
        start < 0
            ? "The register began as " + value(problem.initial) + "."
            : "Whatever the register held "
                + narrator.at(start)
                + ", when the first of these began, no order of them explains what they returned.");
    SortedSet<Integer> free = freed(window, kept);
    if (!free.isEmpty()) {
      sentences.add(
          "That holds even if others wrote "
              + String.join(", ", free.stream().map(this::value).toList())
              + " at any time.");
    }
    String headline =
        kept.cardinality() == 1
            ? narrator.call(problem.operation[last])
                + " "
                + narrator.ended(problem.operation[last])
                + "; no operation could have left such a value"
            : "no order of "
                + kept.cardinality()
                + " operations explains that the "
                + narrator.call(problem.operation[last])
                + " "
                + narrator.ended(problem.operation[last]);
    return new Witness.Story(headline, Vector.ofAll(sentences));
  }

  private String value(int id) {
    return id < history.values().size()
        ? String.valueOf(history.values().get(id))
        : "its initial value";
  }
}
