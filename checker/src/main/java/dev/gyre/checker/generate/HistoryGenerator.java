package dev.gyre.checker.generate;

import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.HistoryBuilder;
import dev.gyre.checker.history.Outcome;
import dev.gyre.checker.history.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Runs clients against registers that take every operation at one moment between its invocation and
 * its completion; so the history is linearizable, but for the stale reads that were asked for. The
 * same seed gives the same history.
 */
public final class HistoryGenerator {
  private static final long STEP_NANOS = 1_000;
  private static final int STALE_DISTANCE = 12;

  private static final class Running {
    int index;
    int key;
    int function;
    int input;
    int next;
    int seen;
    boolean applied;
    boolean matched;
    boolean stale;
  }

  private final Workload workload;
  private final SplittableRandom random;
  private final HistoryBuilder builder = new HistoryBuilder();
  private final Running[] running;
  private final List<Running> late = new ArrayList<>();

  /** The value of each key now, and the ones before it in a ring. */
  private final int[][] past;

  private final int[] writes;
  private long fresh;
  private long nanos;
  private int begun;
  private int stale;

  private HistoryGenerator(long seed, Workload workload) {
    this.workload = workload;
    random = new SplittableRandom(seed);
    running = new Running[workload.processes()];
    past = new int[workload.keys()][2 * STALE_DISTANCE];
    writes = new int[workload.keys()];
  }

  /** Makes a history. */
  public static History generate(long seed, Workload workload) {
    return new HistoryGenerator(seed, workload).run();
  }

  private History run() {
    int busy = 0;
    while (begun < workload.operations() || busy > 0) {
      nanos += STEP_NANOS;
      int process = random.nextInt(running.length);
      Running current = running[process];
      if (current == null) {
        if (begun < workload.operations()) {
          running[process] = invoke(process);
          busy++;
        }
      } else if (!current.applied) {
        answerOrLose(process, current);
        busy -= running[process] == null ? 1 : 0;
      } else {
        complete(current);
        running[process] = null;
        busy--;
      }
      if (!late.isEmpty() && random.nextInt(50) == 0) {
        apply(late.remove(random.nextInt(late.size())));
      }
    }
    return builder.build();
  }

  private Running invoke(int process) {
    Running operation = new Running();
    operation.key = random.nextInt(workload.keys());
    int kind = random.nextInt(4);
    operation.function = kind < 2 ? Functions.READ : kind == 2 ? Functions.WRITE : Functions.CAS;
    operation.input = History.NONE;
    operation.next = History.NONE;
    if (kind == 2) {
      operation.input = value();
    } else if (kind == 3) {
      operation.input = workload.values() > 0 ? value() : recent(operation.key);
      operation.next = value();
    }
    int staleFrom = workload.operations() / 4 * 3;
    if (kind < 2 && stale < workload.staleReads() && begun >= staleFrom && mayBeStale(operation)) {
      operation.stale = true;
      stale++;
    }
    int key = builder.keys().of(operation.key);
    operation.index =
        builder.invoke(process, key, operation.function, operation.input, operation.next, nanos);
    begun++;
    return operation;
  }

  private boolean mayBeStale(Running read) {
    boolean spread = workload.staleReads() == 1 || random.nextInt(20) == 0;
    return spread && (workload.values() > 0 || writes[read.key] > 2 * STALE_DISTANCE);
  }

  private int value() {
    long value = workload.values() > 0 ? random.nextInt(workload.values()) : fresh++;
    return builder.values().of(value);
  }

  /** Mostly the value that is there now, at times an older one. */
  private int recent(int key) {
    int back = random.nextInt(3) == 0 ? random.nextInt(STALE_DISTANCE) : 0;
    return before(key, Math.min(back, writes[key]));
  }

  private int before(int key, int back) {
    int at = writes[key] - back;
    return at <= 0 ? Values.ABSENT : past[key][at % (2 * STALE_DISTANCE)];
  }

  private void answerOrLose(int process, Running operation) {
    if (random.nextInt(1000) < workload.unknownPerMille()) {
      builder.complete(operation.index, Outcome.UNKNOWN, History.NONE, nanos);
      running[process] = null;
      if (random.nextBoolean()) {
        late.add(operation);
      }
    } else {
      apply(operation);
    }
  }

  private void apply(Running operation) {
    operation.applied = true;
    operation.seen = before(operation.key, 0);
    operation.matched = operation.seen == operation.input;
    if (operation.function == Functions.WRITE) {
      write(operation.key, operation.input);
    } else if (operation.function == Functions.CAS && operation.matched) {
      write(operation.key, operation.next);
    }
  }

  private void write(int key, int value) {
    writes[key]++;
    past[key][writes[key] % (2 * STALE_DISTANCE)] = value;
  }

  private void complete(Running operation) {
    Outcome outcome =
        operation.function == Functions.CAS && !operation.matched ? Outcome.MISMATCH : Outcome.OK;
    int seen = History.NONE;
    if (operation.function == Functions.READ) {
      seen = operation.seen;
      if (operation.stale) {
        seen = workload.values() > 0 ? value() : before(operation.key, STALE_DISTANCE);
      }
    } else if (outcome == Outcome.MISMATCH) {
      seen = operation.seen;
    }
    builder.complete(operation.index, outcome, seen, nanos);
  }
}
