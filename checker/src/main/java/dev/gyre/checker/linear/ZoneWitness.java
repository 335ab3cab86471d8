package dev.gyre.checker.linear;

import dev.gyre.checker.history.History;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Turns the contradiction that the zones show into a witness: the two to four operations whose
 * times contradict each other, while everything else may have happened at any time.
 */
final class ZoneWitness {
  private static final int NONE = -1;

  private final History history;
  private final Object key;
  private final RegisterProblem problem;
  private final LongIntMap writers = new LongIntMap();
  private final Narrator narrator;

  ZoneWitness(History history, Object key, RegisterProblem problem) {
    this.history = history;
    this.key = key;
    this.problem = problem;
    narrator = new Narrator(history);
    for (int i = 0; i < problem.size; i++) {
      if (writes(i)) {
        writers.put(written(i), i);
      }
    }
  }

  Witness of(int[] core) {
    int[] kept = supported(direct(core));
    for (int i = 0; i < kept.length && kept.length > 1; ) {
      int[] fewer = without(kept, i);
      if (refuted(fewer)) {
        kept = fewer;
      } else {
        i++;
      }
    }
    List<Integer> origins = origins(kept);
    Witness.Context context =
        new Witness.Context(
            Vector.ofAll(origins).map(i -> problem.operation[i]), Vector.empty(), false);
    Vector<Integer> operations = Vector.ofAll(Arrays.stream(kept).boxed().toList());
    return new Witness(
        key,
        operations.map(i -> problem.operation[i]),
        context,
        new Witness.Story(headline(kept), sentences(kept)));
  }

  /**
   * The plainest form, if the contradiction has it: an operation with a value is over, then one
   * with another value comes and goes, then the first value is read again.
   */
  private int[] direct(int[] core) {
    for (int read : core) {
      if (problem.kind[read] == RegisterProblem.READ) {
        int before = firstWith(problem.first[read]);
        int between = before == NONE ? NONE : firstBetween(before, read);
        int[] plain = {before, between, read};
        Arrays.sort(plain);
        if (between != NONE && refuted(plain)) {
          return plain;
        }
      }
    }
    return core;
  }

  /** The operation that has a value and is over first. */
  private int firstWith(int value) {
    int first = NONE;
    for (int i = 0; i < problem.size; i++) {
      boolean has = speaks(i) && about(i) == value && !problem.optional(i);
      if (has && (first == NONE || problem.completed[i] < problem.completed[first])) {
        first = i;
      }
    }
    return first;
  }

  /** An operation with another value between two, a write if there is one. */
  private int firstBetween(int before, int read) {
    int found = NONE;
    for (int i = 0; i < problem.size; i++) {
      boolean between =
          speaks(i)
              && about(i) != problem.first[read]
              && problem.invoked[i] > problem.completed[before]
              && problem.completed[i] < problem.invoked[read];
      if (between && (found == NONE || (writes(i) && !writes(found)))) {
        found = i;
      }
    }
    return found;
  }

  private boolean speaks(int index) {
    return problem.kind[index] <= RegisterProblem.CAS;
  }

  /**
   * A contradiction may count on an operation of unknown outcome, which happened only because
   * somebody saw its value: whoever saw it belongs to the contradiction.
   */
  private int[] supported(int[] core) {
    LongIntMap observers = new LongIntMap();
    ValueMap values = new ValueMap(history.values().size() + 1);
    boolean[] happened = new Clusters(problem, values).effective;
    for (int i = 0; i < problem.size; i++) {
      boolean observes =
          problem.kind[i] == RegisterProblem.READ
              || (problem.kind[i] == RegisterProblem.CAS && happened[i]);
      boolean better = !problem.optional(i) || observers.get(problem.first[i]) == NONE;
      if (observes && better) {
        observers.put(problem.first[i], i);
      }
    }
    TreeSet<Integer> kept = new TreeSet<>();
    for (int i : core) {
      int at = i;
      while (at != NONE && kept.add(at) && problem.optional(at)) {
        at = observers.get(written(at));
      }
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] without(int[] all, int index) {
    int[] fewer = new int[all.length - 1];
    System.arraycopy(all, 0, fewer, 0, index);
    System.arraycopy(all, index + 1, fewer, index, fewer.length - index);
    return fewer;
  }

  /** Whether operations contradict each other when the writes of their values have no times. */
  private boolean refuted(int[] kept) {
    List<Integer> origins = origins(kept);
    RegisterProblem relaxed = new RegisterProblem(problem.initial, kept.length + origins.size());
    for (int i : origins) {
      relaxed.add(i, problem.kind[i], problem.first[i], problem.second[i], 0, History.OPEN);
    }
    int highest = problem.initial;
    for (int i : kept) {
      relaxed.add(
          i,
          problem.kind[i],
          problem.first[i],
          problem.second[i],
          problem.invoked[i],
          problem.completed[i]);
    }
    for (int i = 0; i < relaxed.size; i++) {
      highest = Math.max(highest, Math.max(relaxed.first[i], relaxed.second[i]));
    }
    return ZoneCheck.of(relaxed, new ValueMap(highest + 1), false).answer()
        == ZoneCheck.Answer.INVALID;
  }

  /** The writes of the values that operations speak of, and those that these needed in turn. */
  private List<Integer> origins(int[] kept) {
    boolean[] taken = new boolean[problem.size];
    for (int i : kept) {
      taken[i] = true;
    }
    List<Integer> origins = new ArrayList<>();
    for (int i : kept) {
      int at = i;
      while (problem.kind[at] != RegisterProblem.WRITE && problem.first[at] != problem.initial) {
        int writer = writers.get(problem.first[at]);
        if (writer == NONE || taken[writer]) {
          break;
        }
        taken[writer] = true;
        origins.add(writer);
        at = writer;
      }
    }
    origins.sort(null);
    return origins;
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

  private Object value(int id) {
    return id < history.values().size() ? history.values().get(id) : "the initial value";
  }

  private String headline(int[] kept) {
    if (kept.length == 1) {
      return alone(kept[0]);
    }
    for (int i : kept) {
      if (problem.kind[i] == RegisterProblem.NOT) {
        return sentence(i)
            + " "
            + narrator.ended(problem.operation[i])
            + ", though the value was "
            + value(problem.first[i])
            + " from before it began until after it ended";
      }
    }
    String stale = stale(kept);
    if (!stale.isEmpty()) {
      return stale;
    }
    for (int i : kept) {
      int writer = problem.kind[i] == RegisterProblem.WRITE ? NONE : writers.get(problem.first[i]);
      if (writer != NONE && problem.completed[i] < problem.invoked[writer]) {
        return sentence(i)
            + " "
            + narrator.ended(problem.operation[i])
            + "; the only write of "
            + value(problem.first[i])
            + " began later, "
            + narrator.began(problem.operation[writer]);
      }
    }
    if (kept.length == 2
        && problem.kind[kept[0]] == RegisterProblem.CAS
        && problem.kind[kept[1]] == RegisterProblem.CAS
        && problem.first[kept[0]] == problem.first[kept[1]]) {
      return "two compare-and-sets succeeded from "
          + value(problem.first[kept[0]])
          + ", which was written once: "
          + sentence(kept[0])
          + ", and "
          + sentence(kept[1]);
    }
    return "the times of " + kept.length + " operations contradict each other";
  }

  private String alone(int index) {
    if (problem.kind[index] == RegisterProblem.NEVER) {
      return sentence(index) + ", which is the value that it expected";
    }
    return sentence(index)
        + " "
        + narrator.ended(problem.operation[index])
        + "; nobody wrote "
        + value(problem.first[index]);
  }

  /** The value that an operation says was there. */
  private int about(int index) {
    return problem.kind[index] == RegisterProblem.READ ? problem.first[index] : written(index);
  }

  /** A read that began after a later value was there, if that is the contradiction. */
  private String stale(int[] kept) {
    int last = kept[0];
    for (int i : kept) {
      last = problem.invoked[i] > problem.invoked[last] ? i : last;
    }
    if (problem.kind[last] != RegisterProblem.READ) {
      return "";
    }
    for (int newer : kept) {
      boolean other = about(newer) != problem.first[last];
      if (other && problem.completed[newer] < problem.invoked[last] && follows(kept, newer, last)) {
        return stale(last, newer);
      }
    }
    return "";
  }

  /** Whether the value of one operation is shown to be later than the value of a read. */
  private boolean follows(int[] kept, int newer, int read) {
    int old = problem.first[read];
    if (old == problem.initial) {
      return true;
    }
    for (int before : kept) {
      for (int after : kept) {
        if (about(before) == old
            && about(after) == about(newer)
            && problem.completed[before] < problem.invoked[after]) {
          return true;
        }
      }
    }
    return false;
  }

  private String stale(int read, int newer) {
    String old = String.valueOf(value(problem.first[read]));
    int operation = problem.operation[newer];
    String proof =
        writes(newer)
            ? "whose write was acknowledged " + narrator.ended(operation)
            : "which process "
                + history.process(operation)
                + " had read "
                + narrator.ended(operation);
    return sentence(read)
        + " "
        + narrator.ended(problem.operation[read])
        + "; "
        + old
        + " had been overwritten by "
        + value(about(newer))
        + ", "
        + proof;
  }

  private String sentence(int index) {
    return narrator.call(problem.operation[index]);
  }

  private Vector<String> sentences(int[] kept) {
    List<String> sentences = new ArrayList<>();
    for (int i : kept) {
      sentences.add(narrator.full(problem.operation[i]));
    }
    for (int earlier : kept) {
      for (int later : kept) {
        if (problem.completed[earlier] < problem.invoked[later]) {
          sentences.add(
              "So the "
                  + narrator.noun(problem.operation[earlier])
                  + " came before the "
                  + narrator.noun(problem.operation[later])
                  + ": it ended "
                  + narrator.ended(problem.operation[earlier])
                  + ", the other began "
                  + narrator.began(problem.operation[later])
                  + ".");
        }
      }
    }
    for (int i : origins(kept)) {
      sentences.add(
          value(written(i))
              + " was written once, by the "
              + narrator.noun(problem.operation[i])
              + "; when it took effect does not matter.");
    }
    return Vector.ofAll(sentences);
  }
}
