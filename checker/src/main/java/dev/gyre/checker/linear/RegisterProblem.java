package dev.gyre.checker.linear;

import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.model.RegisterModel;

/**
 * What the operations on one register demand, in columns ordered by invocation.
 *
 * <p>Operations that demand nothing are gone: failed ones, reads of unknown outcome,
 * compare-and-sets of unknown outcome that would change nothing. A successful compare-and-set from
 * a value to itself is a read of it, a mismatch that says what it saw is a read of that.
 */
final class RegisterProblem {
  /** The value is {@link #first}. */
  static final byte READ = 0;

  /** The value becomes {@link #first}. */
  static final byte WRITE = 1;

  /** The value is {@link #first} and becomes {@link #second}. */
  static final byte CAS = 2;

  /** The value is not {@link #first}. */
  static final byte NOT = 3;

  /** Impossible whatever the value: a mismatch that saw what it expected. */
  static final byte NEVER = 4;

  final int initial;
  int size;

  /** The operation's number in the history. */
  final int[] operation;

  final byte[] kind;
  final int[] first;
  final int[] second;
  final long[] invoked;

  /** {@link History#OPEN} marks an operation that need not take effect. */
  final long[] completed;

  RegisterProblem(int initial, int capacity) {
    this.initial = initial;
    operation = new int[capacity];
    kind = new byte[capacity];
    first = new int[capacity];
    second = new int[capacity];
    invoked = new long[capacity];
    completed = new long[capacity];
  }

  /** The demands of some operations of a history, given in order of invocation. */
  static RegisterProblem of(
      History history, RegisterModel model, int initial, int[] operations, int from, int to) {
    RegisterProblem problem = new RegisterProblem(initial, to - from);
    for (int i = from; i < to; i++) {
      problem.add(history, model, operations[i]);
    }
    return problem;
  }

  boolean optional(int index) {
    return completed[index] == History.OPEN;
  }

  void add(int index, byte what, int value, int next, long start, long end) {
    operation[size] = index;
    kind[size] = what;
    first[size] = value;
    second[size] = next;
    invoked[size] = start;
    completed[size] = end;
    size++;
  }

  private void add(History history, RegisterModel model, int index) {
    int function = history.function(index);
    if (function > Functions.CAS || (function == Functions.CAS && !model.compareAndSet())) {
      throw model.unknown(new Operation(history, index));
    }
    int input = history.input(index);
    int output = history.output(index);
    long start = history.invoked(index);
    long end = history.completed(index);
    switch (history.outcome(index)) {
      case OK -> {
        if (function == Functions.READ) {
          add(index, READ, output, 0, start, end);
        } else if (function == Functions.WRITE) {
          add(index, WRITE, input, 0, start, end);
        } else if (input == history.next(index)) {
          add(index, READ, input, 0, start, end);
        } else {
          add(index, CAS, input, history.next(index), start, end);
        }
      }
      case MISMATCH -> {
        byte what = output == History.NONE ? NOT : output == input ? NEVER : READ;
        add(index, what, what == READ ? output : input, 0, start, end);
      }
      case UNKNOWN -> {
        if (function == Functions.WRITE) {
          add(index, WRITE, input, 0, start, History.OPEN);
        } else if (function == Functions.CAS && input != history.next(index)) {
          add(index, CAS, input, history.next(index), start, History.OPEN);
        }
      }
      case FAILED -> {}
    }
  }
}
