package dev.gyre.scenarios.oracle;

import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.history.Operation;
import dev.gyre.scenarios.history.Operation.Result;
import io.vavr.collection.Vector;
import org.jspecify.annotations.Nullable;

/** Judges a history by one promise after another. */
public final class Judge {
  private final History history;
  private final int reader;
  private final int verifier;
  private final long deadlineNanos;

  /** Of all that the eventual lane promises; judged once, when first asked for. */
  private @Nullable Vector<Violation> eventual;

  /** What came of it: both empty is kept. */
  public record Judgement(Vector<Violation> violations, Vector<String> undecided) {
    static final Judgement KEPT = new Judgement(Vector.empty(), Vector.empty());
  }

  /**
   * @param reader the client that read everything back after healing
   * @param verifier the client that read everything at ALL, once hints were handed over, where
   *     nothing durable was destroyed; below 0 for none
   * @param deadlineNanos the longest that an operation may take, slack included
   */
  public Judge(History history, int reader, int verifier, long deadlineNanos) {
    this.verifier = verifier;
    this.history = history;
    this.reader = reader;
    this.deadlineNanos = deadlineNanos;
  }

  public Judgement judge(Promise promise) {
    return switch (promise) {
      case ANSWERED,
          NO_THIN_AIR,
          CAUSAL_SIBLINGS,
          NO_RESURRECTION,
          READ_YOUR_WRITES,
          MONOTONIC_READS,
          NO_ACKNOWLEDGED_WRITE_LOST ->
          violated(eventual().filter(violation -> violation.promise() == promise));
      case RECOVERS -> violated(unanswered());
      case LINEARIZABLE -> Linearizability.judge(history);
      case CONVERGED,
          HINTS_DRAINED,
          NO_LEFTOVERS,
          BOUNDED,
          NO_NONSENSE,
          NO_EXCEPTION,
          REPRODUCIBLE ->
          Judgement.KEPT; // Whoever ran it sees these.
    };
  }

  private static Judgement violated(Vector<Violation> violations) {
    return new Judgement(violations, Vector.empty());
  }

  private Vector<Violation> eventual() {
    if (eventual == null) {
      eventual = Vector.ofAll(new EventualOracle(deadlineNanos, verifier).judge(history));
    }
    return eventual;
  }

  private Vector<Violation> unanswered() {
    return Vector.ofAll(history.operations())
        .filter(operation -> operation.client() == reader && !isAnswered(operation))
        .map(
            operation ->
                new Violation(Promise.RECOVERS, "after healing there is no answer: " + operation));
  }

  private static boolean isAnswered(Operation operation) {
    return operation.result() instanceof Result.Seen;
  }
}
