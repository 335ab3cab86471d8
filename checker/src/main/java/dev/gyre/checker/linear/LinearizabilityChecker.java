package dev.gyre.checker.linear;

import dev.gyre.checker.history.History;
import dev.gyre.checker.model.Model;
import dev.gyre.checker.model.RegisterModel;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Judges histories. Each object alone (linearizability is local: Herlihy and Wing, TOPLAS 12,
 * 1990), by the cheapest method that is sound for it: the zone check where every value seen has one
 * write, the searches where not.
 */
public final class LinearizabilityChecker {
  /** Fewer operations than this are not worth a second thread. */
  private static final int PARALLEL_OPERATIONS = 20_000;

  private final History history;
  private final Model<?> model;
  private final Budget budget;
  private final Options options;
  private final ObjectSplit split;
  private final AtomicInteger nextObject = new AtomicInteger();

  private LinearizabilityChecker(History history, Model<?> model, Budget budget, Options options) {
    this.history = history;
    this.model = model;
    this.budget = budget;
    this.options = options;
    this.split = ObjectSplit.of(history, model.splitByKey());
  }

  /** Judges a history with standard options. */
  public static Verdict check(History history, Model<?> model, Budget budget) {
    return check(history, model, budget, Options.standard());
  }

  /**
   * Judges a history.
   *
   * @throws IllegalArgumentException if the history asks for what the model does not have
   */
  public static Verdict check(History history, Model<?> model, Budget budget, Options options) {
    return new LinearizabilityChecker(history, model, budget, options).run();
  }

  private Verdict run() {
    boolean parallel = split.objects() > 1 && history.size() >= PARALLEL_OPERATIONS;
    List<Judgement> judgements = parallel && options.threads() > 1 ? together() : judgeAll();
    Judgement invalid = null;
    Judgement unknown = null;
    int invalids = 0;
    List<Certificate> certificates = new ArrayList<>();
    for (Judgement judgement : judgements) {
      switch (judgement) {
        case Judgement.Refuted refuted -> {
          invalids++;
          if (invalid == null || judgement.object() < invalid.object()) {
            invalid = refuted;
          }
        }
        case Judgement.Undecided undecided -> unknown = undecided;
        case Judgement.Explained explained -> {
          if (explained.order().length > 0) {
            certificates.add(
                new Certificate(key(explained.object()), Vector.ofAll(explained.order())));
          }
        }
      }
    }
    if (invalid instanceof Judgement.Refuted refuted) {
      return new Verdict.Invalid(refuted.witness().get(), invalids);
    }
    if (unknown instanceof Judgement.Undecided undecided) {
      return new Verdict.Unknown(undecided.reason());
    }
    return new Verdict.Valid(history.size(), occupied(), Vector.ofAll(certificates));
  }

  private int occupied() {
    int count = 0;
    for (int object = 0; object < split.objects(); object++) {
      count += split.size(object) > 0 ? 1 : 0;
    }
    return count;
  }

  private Object key(int object) {
    return model.splitByKey() ? history.keys().get(object) : ObjectCheck.EVERYTHING;
  }

  private List<Judgement> together() {
    int threads = Math.min(options.threads(), split.objects());
    List<Judgement> all = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<List<Judgement>>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        parts.add(executor.submit(this::judgeAll));
      }
      for (Future<List<Judgement>> part : parts) {
        all.addAll(part.get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException("a checking thread failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(new Judgement.Undecided(0, "interrupted"));
    }
    return all;
  }

  /** Takes objects until there are none left. Those that are plainly valid leave no trace. */
  private List<Judgement> judgeAll() {
    List<Judgement> judgements = new ArrayList<>();
    ObjectCheck check = new ObjectCheck(history, model, budget, options.certify());
    while (true) {
      int object = nextObject.getAndIncrement();
      if (object >= split.objects()) {
        return judgements;
      }
      if (split.size(object) == 0) {
        continue;
      }
      Judgement judgement =
          model instanceof RegisterModel register
              ? check.register(register, object, split)
              : check.any(object, split);
      if (options.certify() || !(judgement instanceof Judgement.Explained)) {
        judgements.add(judgement);
      }
    }
  }
}
