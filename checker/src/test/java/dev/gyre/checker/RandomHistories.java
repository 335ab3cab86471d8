package dev.gyre.checker;

import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Call;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.HistoryBuilder;
import dev.gyre.checker.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Small histories of one register: valid by construction, then damaged in half of the cases.
 *
 * <p>Each process calls one operation after the other; each operation takes effect at a random
 * moment between its invocation and its completion, or later, or never when its outcome is unknown.
 */
public final class RandomHistories {
  /** What a history may contain. */
  public record Shape(
      int processes, int operations, boolean unique, boolean blind, int unknownPercent) {}

  private static final class Running {
    final int index;
    final Call call;
    Object seen = Absent.ABSENT;
    boolean applied;
    boolean matched;

    Running(int index, Call call) {
      this.index = index;
      this.call = call;
    }
  }

  private final Random random;
  private final Shape shape;
  private final HistoryBuilder builder = new HistoryBuilder();
  private final Running[] running;
  private final List<Running> lost = new ArrayList<>();
  private Object state = Absent.ABSENT;
  private long fresh = 1;
  private long position;
  private final boolean damage;

  private RandomHistories(long seed, Shape shape) {
    this.random = new Random(seed);
    this.shape = shape;
    this.running = new Running[shape.processes()];
    this.damage = random.nextBoolean();
  }

  /** A shape drawn from a seed. */
  public static Shape shape(long seed, int maximumOperations) {
    Random random = new Random(seed * 31 + 7);
    return new Shape(
        1 + random.nextInt(8),
        2 + random.nextInt(maximumOperations - 1),
        random.nextBoolean(),
        random.nextInt(3) == 0,
        random.nextInt(4) * 12);
  }

  /** The history of a seed. */
  public static History draw(long seed, Shape shape) {
    return new RandomHistories(seed, shape).run();
  }

  private History run() {
    int begun = 0;
    while (true) {
      int process = random.nextInt(running.length);
      Running current = running[process];
      boolean done = begun == shape.operations();
      if (done && idle()) {
        return builder.build();
      }
      if (current == null && done) {
        continue;
      }
      if (current == null) {
        running[process] = invoke(process);
        begun++;
      } else if (!current.applied && random.nextInt(3) > 0) {
        apply(current);
      } else {
        complete(process, current);
      }
      if (!lost.isEmpty() && random.nextInt(6) == 0) {
        apply(lost.remove(random.nextInt(lost.size())));
      }
    }
  }

  private boolean idle() {
    for (Running current : running) {
      if (current != null) {
        return false;
      }
    }
    return true;
  }

  private Running invoke(int process) {
    Call call = call();
    return new Running(builder.invoke(process, call, position++), call);
  }

  private Call call() {
    int kind = random.nextInt(4);
    if (kind < 2) {
      return Call.read(Absent.ABSENT);
    }
    Object next = shape.unique() ? (Object) (fresh++) : pick();
    return kind == 2
        ? new Call(Absent.ABSENT, "write", next, null)
        : new Call(
            Absent.ABSENT,
            "cas",
            random.nextInt(4) > 0 ? state : shape.unique() ? old() : pick(),
            next);
  }

  private Object pick() {
    int value = random.nextInt(4);
    return value == 0 ? Absent.ABSENT : (Object) Long.valueOf(value);
  }

  private Object old() {
    long value = random.nextLong(fresh + 1);
    return value == 0 ? Absent.ABSENT : (Object) value;
  }

  private void apply(Running operation) {
    operation.applied = true;
    operation.seen = state;
    String function = operation.call.function();
    if ("write".equals(function)) {
      state = input(operation);
    } else if ("cas".equals(function) && state.equals(input(operation))) {
      operation.matched = true;
      state = java.util.Objects.requireNonNull(operation.call.next());
    }
  }

  private static Object input(Running operation) {
    return java.util.Objects.requireNonNull(operation.call.input());
  }

  private void complete(int process, Running operation) {
    running[process] = null;
    if (random.nextInt(100) < shape.unknownPercent()) {
      if (!operation.applied && random.nextBoolean()) {
        lost.add(operation);
      }
      if (random.nextBoolean()) {
        builder.complete(operation.index, Outcome.UNKNOWN, null, position++);
      }
      return;
    }
    if (!operation.applied) {
      if (random.nextInt(8) == 0) {
        builder.complete(operation.index, Outcome.FAILED, null, position++);
        return;
      }
      apply(operation);
    }
    String function = operation.call.function();
    Object seen = damage && random.nextInt(6) == 0 ? wrong() : operation.seen;
    if ("read".equals(function)) {
      builder.complete(operation.index, Outcome.OK, seen, position++);
    } else if ("write".equals(function)) {
      builder.complete(operation.index, Outcome.OK, null, position++);
    } else {
      boolean matched = operation.matched ^ (damage && random.nextInt(10) == 0);
      boolean blind = shape.blind() && random.nextBoolean();
      if (matched) {
        builder.complete(operation.index, Outcome.OK, null, position++);
      } else {
        builder.complete(operation.index, Outcome.MISMATCH, blind ? null : seen, position++);
      }
    }
  }

  private Object wrong() {
    return shape.unique() ? old() : pick();
  }
}
