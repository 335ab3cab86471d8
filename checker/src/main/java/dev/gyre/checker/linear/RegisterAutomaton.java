package dev.gyre.checker.linear;

import java.util.Arrays;

/** A register: its states are the numbers of its values. */
final class RegisterAutomaton implements Automaton {
  private byte[] kind = new byte[16];
  private int[] first = new int[16];
  private int[] second = new int[16];
  private int size;
  private final LongIntMap known = new LongIntMap();

  /** The number of a call; equal demands are one call. */
  int call(byte what, int one, int other) {
    long pair = (long) one << 32 | (other & 0xffffffffL);
    long key = pair * 8 + what;
    int call = known.get(key);
    if (call >= 0 && first[call] == one && second[call] == other && kind[call] == what) {
      return call;
    }
    if (size == kind.length) {
      kind = Arrays.copyOf(kind, size * 2);
      first = Arrays.copyOf(first, size * 2);
      second = Arrays.copyOf(second, size * 2);
    }
    kind[size] = what;
    first[size] = one;
    second[size] = other;
    known.put(key, size);
    return size++;
  }

  @Override
  public int step(int state, int call) {
    int value = first[call];
    return switch (kind[call]) {
      case RegisterProblem.READ -> state == value ? state : IMPOSSIBLE;
      case RegisterProblem.WRITE -> value;
      case RegisterProblem.CAS -> state == value ? second[call] : IMPOSSIBLE;
      case RegisterProblem.NOT -> state != value ? state : IMPOSSIBLE;
      default -> IMPOSSIBLE;
    };
  }

  @Override
  public boolean finite() {
    return true;
  }

  @Override
  public boolean readOnly(int call) {
    return kind[call] != RegisterProblem.WRITE && kind[call] != RegisterProblem.CAS;
  }
}
