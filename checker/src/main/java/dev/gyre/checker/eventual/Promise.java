package dev.gyre.checker.eventual;

import dev.gyre.checker.history.History;
import dev.gyre.checker.linear.Verdict;
import dev.gyre.checker.linear.Witness;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * A promise weaker than linearizability, by its name on a command line: {@code sessions} or some of
 * its four parts, {@code k-atomic} for a number k, {@code staleness}, {@code siblings}, {@code
 * eventual-siblings}.
 */
public sealed interface Promise {
  /** The names, for usage texts. */
  String NAMES =
      "linearizable, sessions, read-your-writes, monotonic-reads, monotonic-writes,"
          + " writes-follow-reads (some of these four with commas), staleness, 2-atomic (or another"
          + " number), siblings, eventual-siblings";

  /** The largest k that can be asked for. */
  int MAXIMUM_K = 1_000_000;

  /**
   * The answer about a history.
   *
   * @param says what holds, when it is valid
   */
  record Answer(Verdict verdict, String says) {}

  /**
   * Judges a history.
   *
   * @param initial the value before any write
   * @throws IllegalArgumentException if the promise has no meaning for the history
   */
  Answer judge(History history, Object initial, Duration time);

  /**
   * The promise of a name.
   *
   * @throws IllegalArgumentException if there is none, with those that there are
   */
  static Promise byName(String name) {
    if (name.matches("[1-9][0-9]{0,6}-atomic")) {
      int k = Integer.parseInt(name.substring(0, name.indexOf('-')));
      return new Fresh(Math.min(k, MAXIMUM_K));
    }
    return switch (name) {
      case "sessions" -> new Sessions(EnumSet.allOf(Guarantee.class));
      case "staleness" -> new Fresh(MAXIMUM_K);
      case "siblings" -> new Siblings(true);
      case "eventual-siblings" -> new Siblings(false);
      default -> new Sessions(guarantees(name));
    };
  }

  private static Set<Guarantee> guarantees(String names) {
    EnumSet<Guarantee> asked = EnumSet.noneOf(Guarantee.class);
    for (String name : names.split(",", -1)) {
      Guarantee known = null;
      for (Guarantee guarantee : Guarantee.values()) {
        known = guarantee.label().replace(' ', '-').equals(name) ? guarantee : known;
      }
      if (known == null) {
        throw new IllegalArgumentException("unknown guarantee " + name + "; known are " + NAMES);
      }
      asked.add(known);
    }
    return asked;
  }

  /** Session guarantees. */
  record Sessions(Set<Guarantee> asked) implements Promise {
    @Override
    public Answer judge(History history, Object initial, Duration time) {
      Vector<Finding> findings = SessionGuarantees.check(history, asked);
      String names = String.join(", ", asked.stream().map(Guarantee::label).toList());
      return answer(history, findings, names);
    }
  }

  /** k-atomicity. */
  record Fresh(int k) implements Promise {
    @Override
    public Answer judge(History history, Object initial, Duration time) {
      Staleness staleness = Staleness.of(history, initial, time);
      if (staleness.atMost() > 0 && staleness.atMost() <= k) {
        return valid(history, staleness.says());
      }
      if (staleness.atLeast() <= k) {
        return new Answer(new Verdict.Unknown(staleness.says()), "");
      }
      // Where no single read shows it, the whole history does: the first operation stands for it.
      Vector<Integer> shown = staleness.shown().isEmpty() ? Vector.of(0) : staleness.shown();
      Object key = history.operation(shown.head()).key();
      Finding finding = new Finding("not " + k + "-atomic", key, shown, staleness.says());
      return answer(history, Vector.of(finding), "");
    }
  }

  /** What sibling registers promise; with quorums, also that nothing acknowledged is missed. */
  record Siblings(boolean quorums) implements Promise {
    @Override
    public Answer judge(History history, Object initial, Duration time) {
      Vector<Finding> findings = SiblingHistory.of(history, quorums).flatMap(SiblingChecker::check);
      return answer(history, findings, "siblings are kept and none comes back");
    }
  }

  private static Answer answer(History history, Vector<Finding> findings, String promised) {
    if (findings.isEmpty()) {
      return valid(history, promised);
    }
    Finding first = findings.head();
    String headline = first.promise() + ": " + first.sentence();
    Witness witness =
        new Witness(
            first.key(),
            first.operations(),
            new Witness.Context(Vector.empty(), Vector.empty(), false),
            new Witness.Story(headline, findings.map(f -> f.promise() + ": " + f.sentence())));
    int objects = findings.map(Finding::key).distinct().size();
    return new Answer(new Verdict.Invalid(witness, objects), "");
  }

  private static Answer valid(History history, String says) {
    Verdict verdict = new Verdict.Valid(history.size(), history.keys().size(), Vector.empty());
    return new Answer(verdict, history.size() + " operations: " + says);
  }
}
