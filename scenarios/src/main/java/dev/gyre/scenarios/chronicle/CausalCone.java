package dev.gyre.scenarios.chronicle;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What a violation can have come from: backwards from its operations along causes and bases, the
 * latest first; and forwards along causes from the writes among them, to where their values went
 * and where they vanished. Bounded: what is furthest back is left out.
 */
public final class CausalCone {
  /** Most entries in a cone that a person is to read. */
  public static final int MOST = 300;

  private static final double SHARE_FORWARDS = 0.4;

  private final Chronicle chronicle;
  private final int most;
  private final BitSet members = new BitSet();
  private final List<Integer> vanishings = new ArrayList<>();
  private boolean cut;

  private CausalCone(Chronicle chronicle, int most) {
    this.chronicle = chronicle;
    this.most = most;
  }

  /**
   * The cone of these operations.
   *
   * @param operations indexes in the history, the one that showed the violation first
   * @param most entries
   */
  public static CausalCone of(Chronicle chronicle, List<Integer> operations, int most) {
    CausalCone cone = new CausalCone(chronicle, most);
    int seen =
        operations.isEmpty()
            ? Chronicle.NONE
            : chronicle.operation(operations.getFirst(), Kind.ANSWERED);
    int shown = seen == Chronicle.NONE ? chronicle.size() : seen;
    for (int operation : operations) {
      int asked = chronicle.operation(operation, Kind.ASKED);
      if (asked != Chronicle.NONE) {
        cone.members.set(asked);
        cone.forwards(asked, (int) (most * SHARE_FORWARDS / operations.size()));
        cone.follow(chronicle.text(asked), chronicle.key(asked), shown);
      }
    }
    for (int operation : operations) {
      cone.backwards(chronicle.operation(operation, Kind.ANSWERED));
    }
    return cone;
  }

  /** Where nobody names an operation: from the last that happened to a key at each place. */
  public static CausalCone ofKey(Chronicle chronicle, String key, int most) {
    CausalCone cone = new CausalCone(chronicle, most);
    BitSet seen = new BitSet();
    for (int i = chronicle.size() - 1; i >= 0; i--) {
      boolean last =
          chronicle.key(i).equals(key)
              && (chronicle.kind(i) == Kind.READ || chronicle.kind(i) == Kind.CHANGED)
              && !seen.get(chronicle.place(i));
      if (last) {
        seen.set(chronicle.place(i));
        cone.backwards(i);
      }
    }
    return cone;
  }

  /** Its entries, ascending. */
  public int[] entries() {
    return members.stream().toArray();
  }

  /** Changes and crashes by which a value of its writes left a cell. */
  public List<Integer> vanishings() {
    return Collections.unmodifiableList(vanishings);
  }

  /** Whether something was left out. */
  public boolean isCut() {
    return cut;
  }

  private void backwards(int from) {
    if (from == Chronicle.NONE) {
      return;
    }
    PriorityQueue<Integer> latestFirst = new PriorityQueue<>(Collections.reverseOrder());
    BitSet seen = new BitSet();
    latestFirst.add(from);
    seen.set(from);
    while (!latestFirst.isEmpty()) {
      int entry = latestFirst.remove();
      if (members.cardinality() >= most) {
        cut = true;
        return;
      }
      members.set(entry);
      visit(chronicle.cause(entry), seen, latestFirst);
      visit(chronicle.basis(entry), seen, latestFirst);
    }
  }

  private static void visit(int entry, BitSet seen, PriorityQueue<Integer> queue) {
    if (entry != Chronicle.NONE && !seen.get(entry)) {
      seen.set(entry);
      queue.add(entry);
    }
  }

  /** What an asking caused, and that caused. Causes come before, so one pass finds all. */
  private void forwards(int from, int room) {
    BitSet caused = new BitSet();
    caused.set(from);
    int left = room;
    for (int i = from + 1; i < chronicle.size() && left > 0; i++) {
      int cause = chronicle.cause(i);
      if (cause != Chronicle.NONE && caused.get(cause)) {
        caused.set(i);
        members.set(i);
        left--;
      }
    }
    cut |= left == 0;
  }

  /** Where the value of a write left a cell in which it was, or was gone after a crash. */
  private void follow(String asked, String key, int until) {
    String value = written(asked);
    if (value.isEmpty()) {
      return;
    }
    String line = "= " + value + "  ";
    BitSet holders = new BitSet();
    for (int i = 0; i < until; i++) {
      if (chronicle.key(i).equals(key) && !chronicle.after(i).isEmpty()) {
        follow(i, line, holders);
      }
    }
  }

  private void follow(int entry, String line, BitSet holders) {
    int place = chronicle.place(entry);
    boolean there = chronicle.after(entry).contains(line);
    if (there) {
      holders.set(place);
    } else if (holders.get(place)) {
      holders.clear(place);
      vanishings.add(entry);
      members.set(entry);
      shortPast(entry);
    }
  }

  /** Enough to see whence a change came. */
  private void shortPast(int entry) {
    int at = chronicle.cause(entry);
    for (int steps = 0; at != Chronicle.NONE && steps < 8; steps++) {
      members.set(at);
      at = chronicle.cause(at);
    }
  }

  /** {@code put k7 = c3-12 blindly #40} wrote {@code c3-12}. */
  private static String written(String asked) {
    int equals = asked.indexOf(" = ");
    if (!asked.startsWith("put ") || equals < 0) {
      return "";
    }
    int end = asked.indexOf(' ', equals + 3);
    return asked.substring(equals + 3, end < 0 ? asked.length() : end);
  }
}
