package dev.gyre.checker.linear;

import dev.gyre.checker.history.History;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import dev.gyre.checker.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a search needs of one object's operations.
 *
 * <p>Required operations are in columns ordered by invocation. Optional ones (outcome unknown) are
 * grouped by call: those of one call are interchangeable once invoked, so the ones invoked first
 * are used first and a count of them says which. Free calls may happen at any time, any number of
 * times; the witness' minimiser uses them in place of what it takes away.
 */
final class SearchProblem {
  final Automaton automaton;

  /** The states that it may start in. */
  final int[] initial;

  /** Required operations. */
  final int size;

  final int[] operation;
  final int[] call;
  final long[] invoked;
  final long[] completed;

  /** Optional operations, of one call next to each other, by invocation. */
  final int[] optionalOperation;

  final long[] optionalInvoked;

  /** Groups of optional operations: {@code [groupFrom[g], groupFrom[g + 1])}. */
  final int[] groupFrom;

  final int[] groupCall;
  final int[] freeCalls;

  private SearchProblem(Automaton automaton, int[] initial, Collected all, int[] freeCalls) {
    this.automaton = automaton;
    this.initial = initial;
    this.freeCalls = freeCalls;
    int required = 0;
    for (int i = 0; i < all.size; i++) {
      if (all.completed[i] != History.OPEN) {
        required++;
      }
    }
    size = required;
    operation = new int[required];
    call = new int[required];
    invoked = new long[required];
    completed = new long[required];
    optionalOperation = new int[all.size - required];
    optionalInvoked = new long[all.size - required];
    int[] optional = new int[all.size - required];
    int at = 0;
    int optionals = 0;
    for (int i = 0; i < all.size; i++) {
      if (all.completed[i] == History.OPEN) {
        optional[optionals++] = i;
      } else {
        operation[at] = all.operation[i];
        call[at] = all.call[i];
        invoked[at] = all.invoked[i];
        completed[at++] = all.completed[i];
      }
    }
    long[] keys = new long[all.size];
    for (int i : optional) {
      keys[i] = all.call[i];
    }
    IndexSort.sort(optional, 0, optionals, keys);
    int[] from = new int[optionals + 1];
    int[] calls = new int[optionals];
    int groups = 0;
    for (int i = 0; i < optionals; i++) {
      int index = optional[i];
      if (i == 0 || all.call[index] != calls[groups - 1]) {
        calls[groups] = all.call[index];
        from[groups++] = i;
      }
      optionalOperation[i] = all.operation[index];
      optionalInvoked[i] = all.invoked[index];
    }
    from[groups] = optionals;
    groupFrom = Arrays.copyOf(from, groups + 1);
    groupCall = Arrays.copyOf(calls, groups);
  }

  int optionals() {
    return optionalOperation.length;
  }

  int groups() {
    return groupCall.length;
  }

  /** How many operations of a group were invoked at a position or before. */
  int available(int group, long position) {
    int low = groupFrom[group];
    int high = groupFrom[group + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (optionalInvoked[middle] <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - groupFrom[group];
  }

  private record Collected(
      int[] operation, int[] call, long[] invoked, long[] completed, int size) {}

  /** A register's demands as a search problem. */
  static SearchProblem of(RegisterProblem register) {
    return of(register, new int[] {register.initial}, new int[0]);
  }

  /**
   * A register that starts with one of some values and where some values may be written at any
   * time.
   */
  static SearchProblem of(RegisterProblem register, int[] initial, int[] freeValues) {
    RegisterAutomaton automaton = new RegisterAutomaton();
    int size = register.size;
    int[] calls = new int[size];
    for (int i = 0; i < size; i++) {
      calls[i] = automaton.call(register.kind[i], register.first[i], register.second[i]);
    }
    int[] free = new int[freeValues.length];
    for (int i = 0; i < free.length; i++) {
      free[i] = automaton.call(RegisterProblem.WRITE, freeValues[i], 0);
    }
    int[] operations = new int[size];
    Arrays.setAll(operations, i -> i);
    Collected all = new Collected(operations, calls, register.invoked, register.completed, size);
    return new SearchProblem(automaton, initial, all, free);
  }

  /** Any model's operations, given by number in order of invocation. */
  static <S> SearchProblem of(History history, Model<S> model, int[] operations) {
    List<Operation> all = new ArrayList<>(operations.length);
    for (int index : operations) {
      all.add(new Operation(history, index));
    }
    ModelAutomaton<S> automaton = new ModelAutomaton<>(model, model.view(all));
    int length = operations.length;
    int[] kept = new int[length];
    int[] calls = new int[length];
    long[] starts = new long[length];
    long[] ends = new long[length];
    int size = 0;
    for (Operation operation : all) {
      int index = operation.index();
      boolean silent =
          operation.outcome() == Outcome.FAILED
              || (operation.outcome() == Outcome.UNKNOWN && model.readOnly(operation));
      if (!silent) {
        kept[size] = index;
        calls[size] = automaton.call(operation);
        starts[size] = history.invoked(index);
        ends[size++] = history.completed(index);
      }
    }
    Collected collected = new Collected(kept, calls, starts, ends, size);
    return new SearchProblem(automaton, new int[] {0}, collected, new int[0]);
  }
}
