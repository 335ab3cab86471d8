package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.message.PendingHints;
import dev.gyre.core.replica.HintShelf;
import dev.gyre.core.value.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many hints there are for whom, and of what age. */
final class HintLedger {
  private static final long MILLIS = 1_000;

  private static final class Totals {
    private long count;
    private long bytes;

    /** By second of the newest write in them: how many. As many entries as hints live seconds. */
    private final TreeMap<Long, Long> bySecond = new TreeMap<>();

    private void add(Slot slot, Cell hint, int sign) {
      if (hint.isEmpty()) {
        return;
      }
      long second = HybridClock.millis(hint.lane().newestStamp()) / MILLIS;
      count += sign;
      bytes += sign * HintShelf.sizeBytes(slot.key(), hint);
      long left = bySecond.merge(second, (long) sign, Long::sum);
      if (left == 0) {
        bySecond.remove(second);
      }
    }
  }

  private final TreeMap<NodeId, Totals> totals = new TreeMap<>();

  /** A hint is something else now; an empty one is none. */
  void changed(Slot slot, Cell before, Cell after) {
    NodeId target = slot.target();
    if (target == null) {
      return;
    }
    Totals mine = totals.computeIfAbsent(target, absent -> new Totals());
    mine.add(slot, before, -1);
    mine.add(slot, after, 1);
    if (mine.count == 0) {
      totals.remove(target);
    }
  }

  /** None was found for a target: whatever was counted for it could not be read any more. */
  void clear(NodeId target) {
    totals.remove(target);
  }

  long bytes(NodeId target) {
    Totals mine = totals.get(target);
    return mine == null ? 0 : mine.bytes;
  }

  List<NodeId> targets() {
    return List.of(totals.keySet().toArray(NodeId[]::new));
  }

  List<PendingHints> pending() {
    List<PendingHints> all = new ArrayList<>();
    for (Map.Entry<NodeId, Totals> entry : totals.entrySet()) {
      Totals mine = entry.getValue();
      long oldest = mine.bySecond.isEmpty() ? 0 : mine.bySecond.firstKey() * MILLIS;
      all.add(new PendingHints(entry.getKey(), mine.count, mine.bytes, oldest));
    }
    return List.of(all.toArray(PendingHints[]::new));
  }
}
