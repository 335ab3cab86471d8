package dev.gyre.checker.linear;

import dev.gyre.checker.history.Call;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.HistoryBuilder;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import dev.gyre.checker.model.Model;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A witness for any model: the operations up to the completion that no order explains, less the
 * read-only ones that are not needed; an operation with an effect that is taken away may still
 * happen once, at any time.
 */
final class ModelWitness<S> {
  private static final Duration MINIMIZING = Duration.ofSeconds(5);
  private static final Duration ONE_TRY = Duration.ofMillis(500);

  private final History history;
  private final Object key;
  private final Model<S> model;
  private final Budget budget;
  private final Narrator narrator;

  ModelWitness(History history, Object key, Model<S> model, Budget budget) {
    this.history = history;
    this.key = key;
    this.model = model;
    this.budget = budget;
    this.narrator = new Narrator(history);
  }

  Witness of(int[] operations) {
    List<Integer> prefix = prefix(operations);
    Budget small = Budget.of(MINIMIZING);
    BitSet kept = Minimizer.minimize(prefix.size(), subset -> refuted(prefix, subset), small);
    List<Integer> core = new ArrayList<>();
    List<Integer> origins = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < prefix.size(); i++) {
      int index = prefix.get(i);
      if (kept.get(i)) {
        core.add(index);
        sentences.add(narrator.full(index));
      } else if (!model.readOnly(new Operation(history, index))) {
        origins.add(index);
      }
    }
    int last = core.get(core.size() - 1);
    sentences.add(
        origins.isEmpty()
            ? "No order of them is one that a " + model.name() + " could have produced."
            : "That holds even if each of "
                + origins.size()
                + " other operations happened at any time, or never.");
    String headline =
        (core.size() == 1 ? "no order" : "no order of " + core.size() + " operations")
            + " explains that the "
            + narrator.call(last)
            + " "
            + narrator.ended(last);
    return new Witness(
        key,
        Vector.ofAll(core),
        new Witness.Context(Vector.ofAll(origins), Vector.empty(), false),
        new Witness.Story(headline, Vector.ofAll(sentences)));
  }

  private List<Integer> prefix(int[] operations) {
    SearchProblem all = SearchProblem.of(history, model, operations);
    Portfolio.Result result = Portfolio.decide(all, budget, false);
    int[] completing = IndexSort.ascending(all.completed, all.size);
    boolean known = result.answer() == Portfolio.Answer.INVALID;
    long end = known ? all.completed[completing[result.reached()]] : Long.MAX_VALUE - 1;
    List<Integer> prefix = new ArrayList<>();
    for (int index : operations) {
      boolean counts =
          history.completed(index) <= end || !model.readOnly(new Operation(history, index));
      if (history.invoked(index) <= end && counts && !silent(index)) {
        prefix.add(index);
      }
    }
    return prefix;
  }

  private boolean silent(int index) {
    return history.outcome(index) == Outcome.FAILED;
  }

  private boolean refuted(List<Integer> prefix, BitSet kept) {
    HistoryBuilder builder = new HistoryBuilder();
    for (int i = 0; i < prefix.size(); i++) {
      int index = prefix.get(i);
      boolean whole = kept.get(i);
      Operation operation = new Operation(history, index);
      if (whole || !model.readOnly(operation)) {
        int copy =
            builder.invoke(
                operation.process(),
                new Call(
                    operation.key(), operation.function(), operation.input(), operation.next()),
                whole ? history.invoked(index) : 0);
        if (whole && history.completed(index) != History.OPEN) {
          builder.complete(copy, operation.outcome(), operation.output(), history.completed(index));
        }
      }
    }
    History relaxed = builder.build();
    int[] all = IndexSort.ascending(invocations(relaxed), relaxed.size());
    SearchProblem problem = SearchProblem.of(relaxed, model, all);
    return Portfolio.decide(problem, Budget.of(ONE_TRY, 256L << 20), false).answer()
        == Portfolio.Answer.INVALID;
  }

  private static long[] invocations(History relaxed) {
    long[] invoked = new long[relaxed.size()];
    for (int i = 0; i < invoked.length; i++) {
      invoked[i] = relaxed.invoked(i);
    }
    return invoked;
  }
}
