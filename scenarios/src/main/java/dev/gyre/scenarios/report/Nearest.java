package dev.gyre.scenarios.report;

import dev.gyre.scenarios.chronicle.Chronicle;
import dev.gyre.scenarios.chronicle.Kind;
import java.util.BitSet;
import java.util.TreeSet;

/**
 * Which entries stay where not all can: the cone, all that clients and the world did, all about the
 * cone's keys, then what is nearest to the cone's end.
 */
final class Nearest {
  private Nearest() {}

  static Chronicle to(Chronicle chronicle, int[] cone, int most) {
    BitSet kept = new BitSet(chronicle.size());
    TreeSet<String> keys = new TreeSet<>();
    for (int entry : cone) {
      kept.set(entry);
      keys.add(chronicle.key(entry));
    }
    keys.remove("");
    int middle = cone.length == 0 ? chronicle.size() - 1 : cone[cone.length - 1];
    int room = most - kept.cardinality();
    room = around(middle, chronicle, kept, room, entry -> isLandmark(chronicle.kind(entry)));
    room = around(middle, chronicle, kept, room, entry -> keys.contains(chronicle.key(entry)));
    around(middle, chronicle, kept, room, entry -> true);
    return chronicle.only(kept.stream().toArray());
  }

  private static boolean isLandmark(Kind kind) {
    return switch (kind) {
      case ASKED, ANSWERED, STARTED, CRASHED, STOPPED, PAUSED, RESUMED, FAULT, ENDED, VIOLATED ->
          true;
      case SENT, RECEIVED, LOST, DELAYED, BEGUN, REPLIED, FIRED, READ, CHANGED -> false;
    };
  }

  private interface Wanted {
    boolean is(int entry);
  }

  /** Adds what is wanted, outwards from the middle; returns the room that is left. */
  private static int around(int middle, Chronicle chronicle, BitSet kept, int room, Wanted wanted) {
    int left = room;
    int below = middle;
    int above = middle + 1;
    while (left > 0 && (below >= 0 || above < chronicle.size())) {
      left -= below >= 0 && add(below, kept, wanted) ? 1 : 0;
      left -= left > 0 && above < chronicle.size() && add(above, kept, wanted) ? 1 : 0;
      below--;
      above++;
    }
    return left;
  }

  private static boolean add(int entry, BitSet kept, Wanted wanted) {
    if (kept.get(entry) || !wanted.is(entry)) {
      return false;
    }
    kept.set(entry);
    return true;
  }
}
