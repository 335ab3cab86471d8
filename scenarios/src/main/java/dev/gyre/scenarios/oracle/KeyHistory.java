package dev.gyre.scenarios.oracle;

import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.history.Operation;
import dev.gyre.scenarios.history.Operation.Action;
import dev.gyre.scenarios.history.Operation.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The operations on one key, and which write may have superseded which. Writes are numbered by
 * their position in {@link #writes}; sets of them are bit sets.
 */
final class KeyHistory {
  private final List<Operation> writes = new ArrayList<>();
  private final List<Operation> reads = new ArrayList<>();

  /** By value written: the write's number. Never iterated. */
  private final HashMap<String, Integer> byValue = new HashMap<>();

  /** By a read's index in the history: the read. Never iterated. */
  private final HashMap<Integer, Operation> byIndex = new HashMap<>();

  private KeyHistory() {}

  static TreeMap<String, KeyHistory> split(History history) {
    TreeMap<String, KeyHistory> keys = new TreeMap<>();
    for (Operation operation : history.operations()) {
      keys.computeIfAbsent(operation.key(), key -> new KeyHistory()).add(operation);
    }
    return keys;
  }

  private void add(Operation operation) {
    switch (operation.action()) {
      case Action.Get get -> {
        reads.add(operation);
        byIndex.put(operation.index(), operation);
      }
      case Action.Put put -> {
        if (put.value() != null) {
          byValue.put(put.value(), writes.size());
        }
        writes.add(operation);
      }
    }
  }

  List<Operation> reads() {
    return reads;
  }

  List<Operation> writes() {
    return writes;
  }

  @Nullable Operation writeOf(String value) {
    Integer number = byValue.get(value);
    return number == null ? null : writes.get(number);
  }

  /** The writes whose values a read saw; unknown values are left out. */
  BitSet visible(Result.Seen seen) {
    BitSet visible = new BitSet(writes.size());
    for (String value : seen.values()) {
      Integer number = byValue.get(value);
      if (number != null) {
        visible.set(number);
      }
    }
    return visible;
  }

  /**
   * What these writes have certainly superseded: what their contexts had shown, and what that had
   * superseded. Leaves out what only their coordinators knew.
   */
  BitSet causalPast(BitSet from) {
    return closure(from, false, 0);
  }

  /**
   * These writes and all that may have been superseded by them by {@code nanos}: also, for a blind
   * write, every write that was not invoked after it had ended; and where a tombstone was seen, by
   * any delete.
   */
  BitSet possiblyCovered(Result.Seen seen, long nanos) {
    BitSet start = visible(seen);
    if (seen.deletions() > 0) {
      addDeletes(start, nanos);
    }
    BitSet covered = closure(start, true, nanos);
    covered.or(start);
    return covered;
  }

  private void addDeletes(BitSet into, long nanos) {
    for (int i = 0; i < writes.size(); i++) {
      boolean delete = writes.get(i).action() instanceof Action.Put put && put.value() == null;
      if (delete && writes.get(i).mayHaveTakenEffectBy(nanos)) {
        into.set(i);
      }
    }
  }

  private BitSet closure(BitSet from, boolean withGuesses, long nanos) {
    BitSet reached = new BitSet(writes.size());
    ArrayDeque<Integer> open = new ArrayDeque<>();
    from.stream().forEach(open::add);
    BitSet expanded = new BitSet(writes.size());
    while (!open.isEmpty()) {
      int write = open.poll();
      if (expanded.get(write)) {
        continue;
      }
      expanded.set(write);
      BitSet below = superseded(write, withGuesses, nanos);
      reached.or(below);
      below.stream().forEach(open::add);
    }
    return reached;
  }

  private BitSet superseded(int number, boolean withGuesses, long nanos) {
    Operation write = writes.get(number);
    Action.Put put = (Action.Put) write.action();
    if (put.basis() == null) {
      return withGuesses ? notAfter(write, nanos) : new BitSet();
    }
    Operation basis = byIndex.get(put.basis());
    if (basis == null || !(basis.result() instanceof Result.Seen seen)) {
      throw new IllegalStateException("a write carries the context of no read: " + write);
    }
    BitSet below = visible(seen);
    if (withGuesses && seen.deletions() > 0) {
      addDeletes(below, basis.completedNanos());
    }
    return below;
  }

  private BitSet notAfter(Operation blind, long nanos) {
    BitSet below = new BitSet(writes.size());
    for (int i = 0; i < writes.size(); i++) {
      Operation other = writes.get(i);
      if (other.mayHaveTakenEffectBy(nanos) && other.invokedNanos() <= blind.completedNanos()) {
        below.set(i);
      }
    }
    return below;
  }
}
